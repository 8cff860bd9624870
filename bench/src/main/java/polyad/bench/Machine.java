package polyad.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import polyad.tensor.Engine;

/**
 * What the numbers were measured on.
 *
 * @param processor its model
 * @param cores that this process may use
 * @param memoryGigabytes of the whole machine, 0 when unknown
 * @param system operating system and version
 * @param java the virtual machine
 * @param libtorch version and vector instructions in use
 * @param blas files of the libraries that multiply our matrices
 * @param settings variables of the environment that steer OpenMP and the libraries of linear
 *     algebra
 * @param load processes that wanted to run, averaged over the last minute, empty when unknown
 */
public record Machine(
    String processor,
    int cores,
    double memoryGigabytes,
    String system,
    String java,
    String libtorch,
    String blas,
    String settings,
    String load) {
  private static final double KIBIBYTES_IN_GIGABYTE = 1e9 / 1024;

  /** Of this machine, now. Loads libtorch. */
  public static Machine describe() {
    Engine.ensureLoaded();
    return new Machine(
        field("/proc/cpuinfo", "model name", System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors(),
        memory(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        Engine.version(),
        loadedBlas(),
        settings(System.getenv()),
        lines("/proc/loadavg").stream().findFirst().map(line -> line.split(" ", 2)[0]).orElse(""));
  }

  /** One line for a report. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %.0f GB; %s; %s; libtorch %s, %s; %s; load %s",
        processor,
        cores,
        memoryGigabytes,
        system,
        java,
        libtorch,
        blas,
        settings,
        load.isEmpty() ? "unknown" : load);
  }

  private static double memory() {
    String total = field("/proc/meminfo", "MemTotal", "0 kB");
    return Long.parseLong(total.split(" ", 2)[0]) / KIBIBYTES_IN_GIGABYTE;
  }

  private static String loadedBlas() {
    TreeSet<String> names = new TreeSet<>();
    for (String line : lines("/proc/self/maps")) {
      String name = line.substring(line.lastIndexOf('/') + 1);
      if (Stream.of("libopenblas", "libblas", "libmkl").anyMatch(name::startsWith)) {
        names.add(name);
      }
    }
    return String.join(", ", names);
  }

  private static String settings(Map<String, String> environment) {
    return new TreeMap<>(environment)
        .entrySet().stream()
            .filter(e -> Stream.of("OMP_", "OPENBLAS_", "MKL_").anyMatch(e.getKey()::startsWith))
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(" "));
  }

  private static String field(String file, String name, String otherwise) {
    return lines(file).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(otherwise);
  }

  /** The lines of a file that Linux has and other systems have not. */
  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      return List.of();
    }
  }
}
