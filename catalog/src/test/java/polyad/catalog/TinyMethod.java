package polyad.catalog;

import polyad.catalog.report.Check;

/** The smallest method, for tests. */
public final class TinyMethod implements Method {
  record Config(int n) {}

  @Override
  public MethodCard card() {
    return MethodCard.of("tiny-mean", "Tiny mean").summary("A mean.").paper("Nobody", 2020).build();
  }

  @Override
  public Experiment<?> experiment() {
    return new Experiment<Config>() {
      @Override
      public Config config(Profile profile) {
        return new Config(3);
      }

      @Override
      public void run(Config config, Run run) {
        run.report().check(Check.atLeast("n", config.n(), 1));
      }
    };
  }
}
