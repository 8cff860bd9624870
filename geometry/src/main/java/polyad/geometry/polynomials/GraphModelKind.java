package polyad.geometry.polynomials;

/** Known graph networks and the prototype that bounds what they compute. */
public enum GraphModelKind {
  /** Graph isomorphism network. */
  GIN(Prototype.NODE_BASED, ""),
  /** Graph convolution. */
  GCN(Prototype.NODE_BASED, ""),
  /** Graph attention. */
  GAT(Prototype.NODE_BASED, ""),
  /** Principal neighbourhood aggregation. */
  PNA(Prototype.NODE_BASED, ""),
  /** Linear equivariant layers on pairs: one edge a layer, more by composition. */
  IGN2(Prototype.PAIR_BASED, "with products of entries between its layers"),
  /** Matrix products without the transpose. */
  PPGN(Prototype.EDGE_BASED, "on symmetric matrices, where the transpose adds nothing"),
  /** With transpose and identity. */
  PPGN_PLUS(Prototype.EDGE_BASED, "also on directed data");

  private final Prototype prototype;
  private final String note;

  GraphModelKind(Prototype prototype, String note) {
    this.prototype = prototype;
    this.note = note;
  }

  /** What bounds it. */
  public Prototype prototype() {
    return prototype;
  }

  /** Under what condition the bound is reached; may be empty. */
  public String note() {
    return note;
  }
}
