package polyad.embedding.matryoshka;

import polyad.catalog.Run;

final class FullParts {
  FullParts(Run run, MatryoshkaConfig model) {}

  void report() {}
}
