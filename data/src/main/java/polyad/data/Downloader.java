package polyad.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;

/** Fetches files over HTTP and lets only those with the right checksum into the cache. */
final class Downloader implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(TIMEOUT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  /** Downloads to a temporary sibling, verifies, then renames. */
  void download(DataFile file, Path target) throws IOException, InterruptedException {
    URI url = file.url().orElseThrow();
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(target + ": not a file name");
    }
    Files.createDirectories(folder);
    boolean pack = FileInput.isGzip(target) && !url.getPath().endsWith(".gz");
    Path temporary =
        Files.createTempFile(folder, ".download", FileInput.isGzip(target) ? ".gz" : "");
    try {
      fetch(url, temporary, pack);
      verify(file, temporary, target);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void fetch(URI url, Path temporary, boolean pack)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
    HttpResponse<InputStream> response;
    try {
      response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new IOException(url + ": download failed (" + e.getClass().getSimpleName() + ")", e);
    }
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException(url + ": the server answered " + response.statusCode());
      }
      try (OutputStream raw = Files.newOutputStream(temporary);
          OutputStream out = pack ? new GZIPOutputStream(raw) : raw) {
        body.transferTo(out);
      }
    }
  }

  private static void verify(DataFile file, Path temporary, Path target) throws IOException {
    try {
      Checksums.verify(file, temporary);
    } catch (ChecksumException e) {
      throw new IOException("download of " + target + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
