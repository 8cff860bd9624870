/**
 * DAIN: Influence-guided Data Augmentation for Neural Tensor Completion (Oh, Kim, Rossi, Kumar,
 * CIKM 2021, arXiv 2108.10248; official code srijankr/DAIN).
 */
@NullMarked
package polyad.completion.influence;

import org.jspecify.annotations.NullMarked;
