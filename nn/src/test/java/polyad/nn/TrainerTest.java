package polyad.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyad.data.BatchOrder;
import polyad.tensor.DType;
import polyad.tensor.Engine;
import polyad.tensor.Functional;
import polyad.tensor.Generator;
import polyad.tensor.Tensor;
import polyad.tensor.TensorFiles;

class TrainerTest {
  @TempDir Path directory;

  /** A network with dropout and batch norm on fixed data: everything that has a state. */
  static final class Job {
    final Generator rng = new Generator(5);
    final Sequential model =
        new Sequential(
            new Linear(6, 16, rng),
            new BatchNorm(16),
            Activation.relu(),
            new Dropout(0.3, rng),
            new Linear(16, 1, rng));
    final Tensor x = Tensor.randn(new Generator(1), 50, 6);
    final Tensor y = x.square().sum(true, 1);
    final BatchOrder order = new BatchOrder(50, 8, 3, true, false);
    final Adam optimizer = Adam.adamW(model, 0.01);

    Trainer trainer(Path checkpoint, int epochs) {
      long steps = (long) order.batchesPerEpoch() * epochs;
      return new Trainer(
              model,
              optimizer,
              Schedule.cosine(0.01, 0, steps),
              order,
              rng,
              Trainer.Options.epochs(epochs).withPatience(1000).withCheckpoint(checkpoint, 5))
          .validation(() -> Functional.mseLoss(model.forward(x), y).item());
    }

    Tensor loss(int[] batch) {
      Tensor index = Tensor.of(batch, batch.length);
      return Functional.mseLoss(model.forward(x.indexSelect(0, index)), y.indexSelect(0, index));
    }
  }

  /** Run in a process of its own, to be killed. */
  static final class Child {
    public static void main(String[] args) throws IOException {
      Engine.setThreads(1);
      Job job = new Job();
      Path checkpoint = Path.of(args[0]);
      job.trainer(checkpoint, Integer.parseInt(args[1]))
          .listener(
              event -> {
                if (event.step() == 1 || event.step() % 40 == 0) {
                  touch(checkpoint.resolve("alive-" + event.step()));
                }
              })
          .fit(job::loss);
      TensorFiles.writeSafetensors(
          checkpoint.resolve("final.safetensors"), job.model.stateDict(), java.util.Map.of());
    }

    private static void touch(Path file) {
      try {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private Process start(Path checkpoint, int epochs) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Child.class.getName(),
            checkpoint.toString(),
            String.valueOf(epochs));
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
    return builder.start();
  }

  @Test
  void aRunKilledAtRandomPointsEndsInTheSameWeights() throws Exception {
    int epochs = 150;
    Path whole = directory.resolve("whole");
    assertEquals(0, start(whole, epochs).waitFor(), () -> log());
    Path broken = directory.resolve("broken");
    Random random = new Random(11);
    for (int kill = 0; kill < 3; kill++) {
      Process process = start(broken, epochs);
      long lifetime = 200L + random.nextInt(700);
      waitForTraining(process, broken);
      if (process.waitFor(lifetime, TimeUnit.MILLISECONDS)) {
        break;
      }
      process.destroyForcibly().waitFor();
      Files.deleteIfExists(broken.resolve("alive-1"));
    }
    assertEquals(0, start(broken, epochs).waitFor(), () -> log());
    assertArrayEquals(
        Files.readAllBytes(whole.resolve("final.safetensors")),
        Files.readAllBytes(broken.resolve("final.safetensors")));
  }

  private static void waitForTraining(Process process, Path checkpoint) throws Exception {
    while (process.isAlive() && !Files.exists(checkpoint.resolve("checkpoint.safetensors"))) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private String log() {
    try {
      return Files.readString(directory.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void stoppingSavesAndResumingContinuesBitForBit() {
    Job whole = new Job();
    Trainer.Result expected = whole.trainer(directory.resolve("a"), 4).fit(whole::loss);

    Path checkpoint = directory.resolve("b");
    Job first = new Job();
    assertThrows(
        CancellationException.class,
        () ->
            first
                .trainer(checkpoint, 4)
                .stopWhen(() -> first.optimizer.steps() == 11)
                .fit(first::loss));
    Job second = new Job();
    long[] firstStep = {-1};
    Trainer.Result result =
        second
            .trainer(checkpoint, 4)
            .listener(
                e -> {
                  if (firstStep[0] < 0) {
                    firstStep[0] = e.step();
                  }
                })
            .fit(second::loss);
    assertEquals(12, firstStep[0]);
    assertEquals(expected, result);
    whole
        .model
        .stateDict()
        .forEach(
            (name, t) ->
                assertArrayEquals(
                    t.toByteArray(), second.model.stateDict().get(name).toByteArray(), name));

    Job third = new Job();
    Trainer.Result again =
        third
            .trainer(checkpoint, 4)
            .listener(
                e -> {
                  throw new AssertionError("a finished run must not train again");
                })
            .fit(third::loss);
    assertEquals(expected, again);
  }

  @Test
  void earlyStoppingRestoresTheBestState() {
    Linear model = new Linear(1, 1, new Generator(1));
    double[] scores = {3, 1, 2, 2, 2};
    int[] epoch = {0};
    double[] weightAtBest = {0};
    Trainer trainer =
        new Trainer(
                model,
                new Sgd(ParameterGroup.of(model, 0), 0, false),
                Schedule.constant(0.1),
                new BatchOrder(4, 2, 0, false, false),
                new Generator(0),
                Trainer.Options.epochs(5).withPatience(2))
            .validation(
                () -> {
                  if (epoch[0] == 1) {
                    weightAtBest[0] = model.weight("weight").value().item();
                  }
                  return scores[epoch[0]++];
                });
    Trainer.Result result = trainer.fit(batch -> model.forward(Tensor.ones(2, 1)).sum());
    assertEquals(new Trainer.Result(8, 4, 1), result);
    assertEquals(weightAtBest[0], model.weight("weight").value().item());
  }

  @Test
  void aLossThatIsNotFiniteIsAnError() {
    Linear model = new Linear(1, 1, new Generator(1));
    Trainer trainer =
        new Trainer(
            model,
            Adam.adam(model),
            Schedule.constant(0.1),
            new BatchOrder(4, 2, 0, false, false),
            new Generator(0),
            Trainer.Options.epochs(1));
    ArithmeticException e =
        assertThrows(
            ArithmeticException.class,
            () -> trainer.fit(batch -> model.forward(Tensor.ones(2, 1)).sum().mul(Double.NaN)));
    assertTrue(e.getMessage().contains("step 1"));
  }

  @Test
  void schedulesHaveTheirShapes() {
    Schedule cycle = Schedule.oneCycle(1, 100);
    assertEquals(0.04, cycle.at(0), 1e-12);
    assertEquals(1, cycle.at(29), 1e-12);
    assertEquals(4e-6, cycle.at(99), 1e-12);
    assertEquals(0.5, Schedule.cosine(1, 0, 10).at(5), 1e-12);
    assertEquals(0.25, Schedule.step(1, 10, 0.5).at(29), 1e-12);
    assertEquals(0.81, Schedule.exponential(1, 0.9).at(2), 1e-12);
    Schedule warm = Schedule.constant(2).warmedUp(4);
    assertEquals(0.5, warm.at(0), 1e-12);
    assertEquals(2, warm.at(3), 1e-12);
    assertEquals(2, warm.at(9), 1e-12);
  }

  @Test
  void clippingLimitsTheNorm() {
    Parameter p = new Parameter(Tensor.zeros(DType.F64, 2));
    p.value().mul(Tensor.of(new double[] {3, 4}, 2)).sum().backward();
    assertEquals(5, GradientClipping.byNorm(List.of(p), 1), 1e-12);
    assertArrayEquals(new double[] {0.6, 0.8}, p.value().grad().toDoubleArray(), 1e-6);
    GradientClipping.byValue(List.of(p), 0.7);
    assertArrayEquals(new double[] {0.6, 0.7}, p.value().grad().toDoubleArray(), 1e-6);
  }

  private static void assertSame(Tensor expected, @Nullable Tensor found, String name) {
    assertArrayEquals(
        expected.toFloatArray(), Objects.requireNonNull(found, name).toFloatArray(), name);
  }

  /** A job that stops once and goes on, against one that does not. */
  private Map<String, Tensor> averaged(Path checkpoint, boolean stops) {
    Map<String, Tensor> ended = Map.of();
    for (int part = stops ? 0 : 1; part < 2; part++) {
      Generator rng = new Generator(5);
      Linear model = new Linear(6, 1, rng);
      Tensor x = Tensor.randn(new Generator(1), 20, 6);
      boolean first = part == 0;
      long[] steps = {0};
      try (Adam adam = Adam.adam(model);
          var average = new ExponentialMovingAverage(model, 0.9)) {
        Trainer trainer =
            new Trainer(
                    model,
                    adam,
                    Schedule.constant(0.1),
                    new BatchOrder(20, 5, 3, true, false),
                    rng,
                    Trainer.Options.epochs(3).withCheckpoint(checkpoint, 0))
                .listener(event -> steps[0] = event.step())
                .stopWhen(() -> first && steps[0] == 6)
                .averaged(average);
        Trainer.LossFunction loss =
            batch ->
                model.forward(x.indexSelect(0, Tensor.of(batch, batch.length))).square().mean();
        if (first) {
          assertThrows(CancellationException.class, () -> trainer.fit(loss));
        } else {
          trainer.fit(loss);
          ended = new LinkedHashMap<>(model.stateDict());
          average
              .stateDict()
              .forEach((name, mean) -> assertSame(mean, model.stateDict().get(name), name));
        }
      }
    }
    return ended;
  }

  @Test
  void theAverageIsWhatRemainsAndOutlivesAStop() {
    Map<String, Tensor> whole = averaged(directory.resolve("whole"), false);
    Map<String, Tensor> resumed = averaged(directory.resolve("resumed"), true);
    whole.forEach((name, t) -> assertSame(t, resumed.get(name), name));
  }

  @Test
  void cyclesGoUpAndDown() {
    Schedule cyclic = Schedule.cyclic(1, 5, 4);
    assertEquals(1, cyclic.at(0), 0);
    assertEquals(3, cyclic.at(2), 0);
    assertEquals(5, cyclic.at(4), 0);
    assertEquals(2, cyclic.at(7), 0);
    assertEquals(1, cyclic.at(8), 0);
  }
}
