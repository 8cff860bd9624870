package polyad.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import polyad.catalog.Names;
import polyad.catalog.UsageException;
import polyad.catalog.report.Table;
import polyad.data.ChecksumException;
import polyad.data.DataSet;
import polyad.data.DataSets;

/** {@code polyad data list} and {@code polyad data get}. */
final class DataVerbs {
  private DataVerbs() {}

  static CommandLine line(Console console) {
    return VerbGroup.of(
        "data", "List and fetch public data sets.", new ListVerb(console), new GetVerb(console));
  }

  /** {@code polyad data list}. */
  @Command(name = "list", description = "List the known data sets and where they are.")
  static final class ListVerb extends Verb {
    @Option(names = "--data", paramLabel = "DIR", description = "Where to look first.")
    private @Nullable Path data;

    ListVerb(Console console) {
      super(console);
    }

    @Override
    public Integer call() throws IOException {
      DataSets sets = DataSets.open(data);
      Table.Builder table = Table.of("").columns("name", "title", "MB", "licence", "found in");
      for (DataSet set : sets.list()) {
        table.row(
            set.name(),
            set.title(),
            Math.ceilDiv(set.bytes(), 1_000_000),
            set.licence(),
            sets.find(set.name()).map(Path::toString).orElse(null));
      }
      print(table.build());
      return OK;
    }
  }

  /** {@code polyad data get}. */
  @Command(name = "get", description = "Find a data set, or download it, and check it.")
  static final class GetVerb extends Verb {
    @Parameters(paramLabel = "NAME", description = "Its name; see polyad data list.")
    private String name = "";

    @Option(names = "--data", paramLabel = "DIR", description = "Where to look first.")
    private @Nullable Path data;

    @Option(
        names = "--accept-terms",
        description = "You have read the terms of a restricted set and accept them.")
    private boolean accept;

    GetVerb(Console console) {
      super(console);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
      DataSets sets = DataSets.open(data);
      if (sets.list().stream().noneMatch(set -> set.name().equals(name))) {
        throw new UsageException(
            Names.unknown("data set", name, sets.list().stream().map(DataSet::name).toList()));
      }
      DataSet set = sets.describe(name);
      if (set.restricted() && !accept && sets.find(name).isEmpty()) {
        throw new UsageException(
            "data set '%s' is restricted (%s): read its terms at %s, then give --accept-terms"
                .formatted(name, set.licence(), set.home()));
      }
      Path folder = sets.get(name, accept);
      verify(sets);
      print(
          Table.of("")
              .columns("name", "folder", "licence")
              .row(name, folder.toString(), set.licence())
              .build());
      return OK;
    }

    private void verify(DataSets sets) throws IOException {
      try {
        sets.verify(name);
      } catch (ChecksumException e) {
        throw new UsageException(String.valueOf(e.getMessage()), e);
      }
    }
  }
}
