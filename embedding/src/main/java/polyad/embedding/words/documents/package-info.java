/**
 * Networks that read documents as sequences of words (Lai et al., AAAI 2015, and what it compares):
 * word vectors e_1..e_n [d] in, one vector of the document and the logits of its classes out.
 *
 * <pre>
 * RCNN       l_i = φ(W_l l_{i−1} + W_sl e_{i−1}), l_1 = c_l0;  r_i = φ(W_r r_{i+1} + W_sr e_{i+1}), r_n = c_r0
 *            y_i = tanh(W2 [l_i; e_i; r_i] + b2),  document = max_i y_i              O(n)
 * CNN        y_i = tanh(W [e_{i−w}; ..; e_{i+w}] + b), document = max_i y_i          O(n·w)
 * RNN        h_i = tanh(W h_{i−1} + W_s e_i + b), document = h_n                     O(n)
 * recursive  p = tanh(W [left; right] + b) up a binary tree, document = root         O(n²) with greedy trees
 * average    document = mean_i e_i                                                   O(n)
 * </pre>
 *
 * <p>Logits are W4·document + b4, the loss is softmax cross-entropy. Documents of a batch have
 * lengths: what stands behind a document's end takes part in nothing. Bags of words and of bigrams
 * with logistic regression or a linear SVM work on counts.
 *
 * <p>{@link polyad.embedding.words.documents.DocumentClassifier} fits any of them to labelled
 * texts.
 */
@NullMarked
package polyad.embedding.words.documents;

import org.jspecify.annotations.NullMarked;
