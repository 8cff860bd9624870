package polyad.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettingsTest {
  enum Basis {
    NO_Q,
    FFT
  }

  record Optimizer(@Describe("learning rate of Adam; in (0, 1]") double lr, int steps) {
    Optimizer {
      if (!(lr > 0 && lr <= 1)) {
        throw new IllegalArgumentException("lr is " + lr + ", expected a number in (0, 1]");
      }
    }
  }

  record Config(
      @Describe("width") int dModel,
      long seed,
      double dropout,
      boolean bias,
      String name,
      Basis basis,
      List<Integer> widths,
      List<Basis> bases,
      Optional<Double> temperature,
      @Nullable Integer limit,
      Optimizer optimizer) {}

  private static final Config DEFAULT =
      new Config(
          64,
          7L,
          0.2,
          true,
          "a b",
          Basis.NO_Q,
          List.of(8, 16),
          List.of(Basis.FFT),
          Optional.empty(),
          null,
          new Optimizer(5e-4, 10));

  @Test
  void listsComponentsInOrderWithDefaults() {
    List<Setting> settings = Settings.describe(DEFAULT);
    assertEquals(
        List.of(
            "dModel=64",
            "seed=7",
            "dropout=0.2",
            "bias=true",
            "name=a b",
            "basis=no-q",
            "widths=8,16",
            "bases=fft",
            "temperature=none",
            "limit=none",
            "optimizer.lr=0.0005",
            "optimizer.steps=10"),
        settings.stream().map(s -> s.name() + "=" + s.value()).toList());
    assertEquals(List.of("no-q", "fft"), settings.get(5).choices());
    assertEquals("width", settings.getFirst().description());
  }

  @Test
  void overridesEveryTypeByAnySpelling() {
    Config changed =
        Settings.with(
            DEFAULT,
            Map.ofEntries(
                Map.entry("d_model", "128"),
                Map.entry("seed", "-1"),
                Map.entry("dropout", "1e-1"),
                Map.entry("bias", "off"),
                Map.entry("name", " x "),
                Map.entry("basis", "FFT"),
                Map.entry("widths", "1, 2,3"),
                Map.entry("bases", ""),
                Map.entry("temperature", "0.5"),
                Map.entry("limit", "9"),
                Map.entry("optimizer.lr", "0.1")));
    assertEquals(
        new Config(
            128,
            -1,
            0.1,
            false,
            " x ",
            Basis.FFT,
            List.of(1, 2, 3),
            List.of(),
            Optional.of(0.5),
            9,
            new Optimizer(0.1, 10)),
        changed);
    assertEquals(
        DEFAULT.temperature(), Settings.with(changed, Map.of("temperature", "none")).temperature());
    assertSame(DEFAULT, Settings.with(DEFAULT, Map.of()));
  }

  @Test
  void refusesWithFieldValueAndAllowed() {
    assertRefused(Map.of("dmodle", "1"), "unknown setting 'dmodle'", "dModel");
    assertRefused(Map.of("zzz", "1"), "known are dModel, seed", "optimizer.steps");
    assertRefused(Map.of("dModel", "12.5"), "'dModel' is '12.5'", "whole number");
    assertRefused(Map.of("dModel", "99999999999"), "'dModel' is '99999999999'");
    assertRefused(Map.of("bias", "maybe"), "true or false");
    assertRefused(Map.of("basis", "haar"), "'basis' is 'haar'", "one of no-q, fft");
    assertRefused(Map.of("widths", "1,,2"), "list of whole number");
    assertRefused(Map.of("optimizer.lr", "5"), "lr is 5.0, expected a number in (0, 1]");
    assertRefused(Map.of("optimizer.lr", "nan"), "'optimizer.lr' is 'nan'");
    assertRefused(Map.of("d-model", "1", "dModel", "2"), "given twice");
  }

  private static void assertRefused(Map<String, String> overrides, String... parts) {
    UsageException e = assertThrows(UsageException.class, () -> Settings.with(DEFAULT, overrides));
    for (String part : parts) {
      assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
    }
  }

  @Property
  void returnsFromJsonAndFromItsOwnText(
      @ForAll int width,
      @ForAll double dropout,
      @ForAll boolean bias,
      @ForAll List<Integer> widths) {
    Config config =
        new Config(
            width,
            width * 3L,
            dropout,
            bias,
            "n",
            Basis.FFT,
            widths,
            List.of(),
            Optional.of(dropout),
            width,
            new Optimizer(0.5, width));
    assertEquals(config, Settings.fromJson(Settings.toJson(config), Config.class, "test"));
    Map<String, String> texts = new HashMap<>();
    Settings.describe(config).forEach(s -> texts.put(s.name(), s.value()));
    assertEquals(config, Settings.with(DEFAULT, texts));
  }

  record WithPath(Path file, double[] rates) {}

  @Test
  void takesPathsAndArrays() {
    WithPath changed =
        Settings.with(
            new WithPath(Path.of("a"), new double[] {1}), Map.of("file", "b c", "rates", "2,3"));
    assertEquals(Path.of("b c"), changed.file());
    assertEquals(3, changed.rates()[1]);
    WithPath back = Settings.fromJson(Settings.toJson(changed), WithPath.class, "test");
    assertEquals(2, back.rates().length);
  }

  @Test
  void namesTheFileOfABadConfiguration() {
    var json = Json.mapper().readTree("{\"lr\": 7, \"steps\": 1}");
    UsageException e =
        assertThrows(
            UsageException.class, () -> Settings.fromJson(json, Optimizer.class, "m/config.json"));
    assertEquals(
        "m/config.json: bad configuration: lr is 7.0, expected a number in (0, 1]", e.getMessage());
  }
}
