package polyad.catalog;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Files that are either as they were or complete. */
public final class AtomicFiles {
  /** Writes a file's content to the path it is given. */
  @FunctionalInterface
  public interface Content {
    /** Makes the file. */
    void writeTo(Path temporary) throws IOException;
  }

  private AtomicFiles() {}

  /** Replaces the file's bytes. */
  public static void write(Path file, byte[] bytes) throws IOException {
    write(file, temporary -> Files.write(temporary, bytes));
  }

  /** Replaces the file by one written to a temporary sibling; on failure nothing changes. */
  public static void write(Path file, Content content) throws IOException {
    Path temporary = sibling(file, "tmp");
    try {
      content.writeTo(temporary);
      force(temporary);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceDirectory(file.toAbsolutePath().getParent());
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** A fresh hidden name beside the path. */
  static Path sibling(Path path, String kind) {
    Path target = path.toAbsolutePath().normalize();
    String unique = UUID.randomUUID().toString().substring(0, 8);
    return target.resolveSibling("." + target.getFileName() + "." + unique + "." + kind);
  }

  /** Puts every file below the directory onto the disk. */
  static void forceTree(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            force(file);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Deletes a directory and all below it; does nothing when it is missing. */
  public static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /**
   * Makes a rename durable where the system lets a directory be opened; elsewhere it already is.
   */
  static void forceDirectory(@Nullable Path directory) {
    if (directory == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException cannotOpen) {
      return;
    }
  }
}
