package polyad.serve;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What the server counts; labels take few values whatever clients send. */
final class ServerMetrics {
  private static final double NANOS = 1e9;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter format = PrometheusTextFormatWriter.create();
  private final Counter requests =
      Counter.builder()
          .name("polyad_requests_total")
          .help("Requests by path and status")
          .labelNames("path", "status")
          .register(registry);
  private final Histogram seconds =
      Histogram.builder()
          .name("polyad_request_seconds")
          .help("Time from the head of a request to the end of its answer")
          .labelNames("path")
          .classicOnly()
          .classicUpperBounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
          .register(registry);
  private final Counter texts =
      Counter.builder()
          .name("polyad_texts_total")
          .help("Texts that were encoded")
          .register(registry);
  private final Counter tokens =
      Counter.builder()
          .name("polyad_tokens_total")
          .help("Tokens of the texts of answered requests")
          .register(registry);
  private final Histogram batches =
      Histogram.builder()
          .name("polyad_batch_texts")
          .help("Texts that were encoded together")
          .classicOnly()
          .classicUpperBounds(1, 2, 4, 8, 16, 32, 64, 128, 256)
          .register(registry);
  private final Histogram encoding =
      Histogram.builder()
          .name("polyad_encode_seconds")
          .help("Time that a batch took to encode")
          .classicOnly()
          .classicUpperBounds(0.0001, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5)
          .register(registry);

  ServerMetrics(Admission admission) {
    GaugeWithCallback.builder()
        .name("polyad_requests_in_work")
        .help("Requests that are read, wait, are encoded or answered")
        .callback(gauge -> gauge.call(admission.inWork()))
        .register(registry);
    JvmMetrics.builder().register(registry);
  }

  void answered(String path, int status, long nanos) {
    requests.labelValues(path, Integer.toString(status)).inc();
    seconds.labelValues(path).observe(nanos / NANOS);
  }

  void encoded(int count, long nanos) {
    texts.inc(count);
    batches.observe(count);
    encoding.observe(nanos / NANOS);
  }

  void tokens(long count) {
    tokens.inc(count);
  }

  String contentType() {
    return format.getContentType();
  }

  byte[] text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      format.write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory takes all
    }
    return out.toByteArray();
  }
}
