/**
 * Equivariant polynomials of graphs: a basis, what networks compute of it, and networks that are
 * given the rest.
 *
 * <p>A function of X ∈ R^{n×n} that follows every renumbering of nodes and is a polynomial is a
 * combination of P_H, one for every directed multigraph H ({@link
 * polyad.geometry.polynomials.Multigraph}) with up to two red vertices, which are the indices of
 * the result:
 *
 * <pre>
 * P_H(X)[j_red] = Σ over j_v of all other vertices Π over edges (r, s) of X[j_r, j_s]
 * </pre>
 *
 * <p>The degree is the number of edges. {@link polyad.geometry.polynomials.MultigraphEnumerator}
 * lists the patterns, {@link polyad.geometry.polynomials.BurnsideCount} counts them another way.
 * Each is a tensor contraction: {@link polyad.geometry.polynomials.ContractionPlan} sums one vertex
 * after the other at cost n^(w+1), w the treewidth of H with its reds joined, and {@link
 * polyad.geometry.polynomials.EquivariantPolynomial} does it, batches and derivatives included;
 * {@link polyad.geometry.polynomials.SparsePolynomial} joins neighbour lists instead. Q_H, where
 * indices all differ, is {@link polyad.geometry.polynomials.PolynomialCombination}.
 *
 * <p>What a network computes is seen from the sums it can do ({@link
 * polyad.geometry.polynomials.Prototype}): message passing sums over a vertex of one neighbour,
 * networks on pairs with matrix products over one of two. {@link
 * polyad.geometry.polynomials.ExpressivePower} finds the degree up to which all is computed, and
 * {@link polyad.geometry.polynomials.ExtraPolynomials} what is not, to be added as features to
 * {@link polyad.geometry.polynomials.Ppgn}, {@link polyad.geometry.polynomials.Gin} or {@link
 * polyad.geometry.polynomials.Gcn}.
 *
 * <p>Paper: O. Puny, D. Lim, B. Kiani, H. Maron, Y. Lipman, Equivariant Polynomials for Graph
 * Neural Networks (ICML 2023). Code: omri1348/Equivariant-Polynomaials (no licence file; facts
 * only).
 */
@NullMarked
package polyad.geometry.polynomials;

import org.jspecify.annotations.NullMarked;
