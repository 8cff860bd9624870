package polyad.serve;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections whose request began and whose headers do not end in time. The server itself
 * closes those that are idle between requests only.
 */
final class HeadWatch implements Http1ConnectionListener, AutoCloseable {
  private final long patience;
  private final Map<Thread, Long> reading = new ConcurrentHashMap<>();
  private final Thread sweeper;

  HeadWatch(Duration patience) {
    this.patience = patience.toNanos();
    this.sweeper = Thread.ofVirtual().name("polyad-heads").start(this::sweepOnAndOn);
  }

  @Override
  public void prologue(ConnectionContext connection, HttpPrologue prologue) {
    reading.put(Thread.currentThread(), System.nanoTime());
  }

  @Override
  public void headers(ConnectionContext connection, Headers headers) {
    reading.remove(Thread.currentThread());
  }

  private void sweepOnAndOn() {
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(patience / 4);
        sweep();
      }
    } catch (InterruptedException closed) {
      reading.clear();
    }
  }

  /** Interrupts the threads of late connections, which closes their sockets. */
  private void sweep() {
    long now = System.nanoTime();
    reading.forEach(
        (thread, since) -> {
          if (now - since > patience && reading.remove(thread, since)) {
            thread.interrupt();
          }
        });
  }

  @Override
  public void close() {
    sweeper.interrupt();
  }
}
