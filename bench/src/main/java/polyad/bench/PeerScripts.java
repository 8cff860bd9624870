package polyad.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The other side's scripts, unpacked for the length of a comparison. */
final class PeerScripts implements AutoCloseable {
  private static final String SHARED = "peer.py";

  private final Path folder;
  private final List<String> names;

  private PeerScripts(Path folder, List<String> names) {
    this.folder = folder;
    this.names = names;
  }

  static PeerScripts extract() throws IOException {
    List<String> names =
        Stream.concat(Stream.of(SHARED), Arrays.stream(Peer.values()).map(Peer::script))
            .distinct()
            .toList();
    PeerScripts scripts = new PeerScripts(Files.createTempDirectory("polyad-peers"), names);
    try {
      for (String name : names) {
        scripts.unpack(name);
      }
    } catch (IOException e) {
      scripts.close();
      throw e;
    }
    return scripts;
  }

  private void unpack(String name) throws IOException {
    try (InputStream in = PeerScripts.class.getResourceAsStream("peers/" + name)) {
      if (in == null) {
        throw new IOException("script " + name + " is missing from the build");
      }
      Files.copy(in, path(name));
    }
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() {
    List<Path> all = new ArrayList<>();
    names.forEach(name -> all.add(path(name)));
    all.add(folder);
    try {
      for (Path path : all) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
