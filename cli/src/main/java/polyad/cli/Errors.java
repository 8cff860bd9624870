package polyad.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import polyad.catalog.JobException;
import polyad.catalog.Names;
import polyad.catalog.UsageException;
import polyad.data.FormatException;
import polyad.tensor.NpyException;
import polyad.tensor.PytorchException;
import polyad.tensor.SafetensorsException;

/** Turns exceptions into one line and an exit status. */
final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Console console;
  private final boolean debug;

  Errors(Console console, boolean debug) {
    this.console = console;
    this.debug = debug;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof UnmatchedArgumentException unmatched
        && e.getCommandLine().getParent() == null
        && !unmatched.getUnmatched().isEmpty()
        && !unmatched.getUnmatched().getFirst().startsWith("-")) {
      message =
          Names.unknown(
              "verb",
              unmatched.getUnmatched().getFirst(),
              e.getCommandLine().getSubcommands().keySet());
    }
    line(message);
    return Verb.USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
    boolean stack = debug || (line.getCommand() instanceof Verb verb && verb.common.debug);
    if (stack) {
      e.printStackTrace(console.err());
    }
    return switch (e) {
      case CancellationException stop -> Verb.INTERRUPTED;
      case ParameterException wrong -> handleParseException(wrong, new String[0]);
      case UsageException wrong -> report(message(wrong), Verb.USAGE);
      case JobException failed -> report(message(failed), Verb.FAILED);
      case IOException failed -> report(fileMessage(failed), fileStatus(failed));
      case IllegalArgumentException wrong -> report(message(wrong), Verb.USAGE);
      default -> report(unforeseen(e, stack), Verb.FAILED);
    };
  }

  private int report(String message, int status) {
    line(message);
    return status;
  }

  private void line(String message) {
    console.err().println("polyad: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
  }

  private static String message(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static String unforeseen(Exception e, boolean stack) {
    String name = e.getClass().getSimpleName();
    return name + ": " + message(e) + (stack ? "" : " (--debug shows where)");
  }

  private static String fileMessage(IOException e) {
    String what =
        switch (e) {
          case NoSuchFileException missing -> "no such file: ";
          case AccessDeniedException denied -> "no permission: ";
          case FileAlreadyExistsException exists -> "file exists: ";
          case NotDirectoryException plain -> "not a directory: ";
          default -> "";
        };
    return what + message(e);
  }

  /** A file that is missing or malformed is the user's to mend; a full disk is not. */
  private static int fileStatus(IOException e) {
    boolean wrongFile =
        e instanceof FormatException
            || e instanceof NpyException
            || e instanceof SafetensorsException
            || e instanceof PytorchException
            || (e instanceof FileSystemException && !fileMessage(e).equals(message(e)));
    return wrongFile ? Verb.USAGE : Verb.FAILED;
  }
}
