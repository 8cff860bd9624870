/**
 * Retrieval: nearest neighbours over nested embeddings, by funnel.
 *
 * <p>A nested embedding can be cut to its first m numbers and still be a good embedding. So a
 * search looks at a short prefix of everything, keeps a shortlist, and looks at longer and longer
 * prefixes of fewer and fewer candidates:
 *
 * <pre>
 *   shortlist    k_0 nearest at D_s
 *   stage i      keep the first k_i, renormalise at d_i, sort     (d_i rising, k_i falling)
 *   result       the first k of the last stage
 * </pre>
 *
 * <p>The cost is N D_s + sum k_i d_i multiply-adds instead of N d. {@link
 * polyad.retrieval.FunnelSearch} does this exactly, in double precision, over arrays. {@link
 * polyad.retrieval.NestedVectorIndex} keeps vectors on disk in a Lucene index: an HNSW graph over
 * the short prefix only, the whole vectors without a graph, and the norms of all prefixes, so that
 * no prefix is normalised at query time.
 *
 * {@snippet :
 * try (var index = NestedVectorIndex.create(path, IndexConfig.of(512, 32, 64, 128, 256, 512))) {
 *   index.add("a", vector, Map.of("lang", "en"));
 *   index.commit();
 *   List<Hit> hits = index.search(query, 10, FunnelPlan.adaptive(32, 200, 512));
 * }
 * }
 *
 * <p>{@link polyad.retrieval.CompatibleVectorIndex} holds the vectors of several model generations,
 * each compatible with the one before in its first coordinates: an upgrade of the encoder writes a
 * line of metadata and touches no document.
 *
 * <p>After Kusupati et al., "Matryoshka Representation Learning", arXiv 2205.13147, section 4.3
 * (adaptive and funnel retrieval), and Zhou et al., "BT²: Backward-compatible Training with Basis
 * Transformation", arXiv 2211.03989. Start the JVM with {@code --add-modules jdk.incubator.vector}.
 */
@NullMarked
package polyad.retrieval;

import org.jspecify.annotations.NullMarked;
