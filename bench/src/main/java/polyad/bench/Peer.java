package polyad.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import polyad.embedding.words.WordModel;
import polyad.geometry.GauntTensorProduct;

/** The models that both sides have. */
public enum Peer {
  /** The training step of a plain network. */
  MLP("MLP 784-256-256-10, batch 256, cross entropy, Adam: forward, backward, step"),
  /** A step of many small operations. */
  MLP_SMALL(
      "MLP 128-256-256-128 with batch norm, batch 256, squared error, Adam:"
          + " forward, backward, step"),
  /** The derivatives of an attention layer. */
  TRANSFORMER("Transformer encoder layer, d = 256, 8 heads, L = 128, B = 16: forward, backward"),
  /** Element-wise work on long arrays. */
  ORTHO6D("A million rotations from six numbers each, float32: forward, backward"),
  /** A click-through model over a table of embeddings. */
  OPTEMBED_BASE(
      "DeepFM, 15,485 values, D = 16, MLP 64-32, batch 512, dense Adam: forward, backward, step",
      "optembed_epoch base"),
  /** The same seen through thresholds and drawn dimensions. */
  OPTEMBED_SUPERNET(
      "OptEmbed's supernet of that DeepFM, Adam and SGD of the thresholds:"
          + " forward, backward, step",
      "optembed_epoch supernet"),
  /** An epoch of tensor completion. */
  DAIN_EPOCH(
      "DAIN's first step, MLP 150-1024-1024-128, 7,200 cells, batch 1024: an epoch with influence"),
  /** Many small two-dimensional convolutions, with kernels merged on our side. */
  TIMESNET_STEP(
      "TimesNet, ETTh1 96 to 96, d = 16, f = 32, periods 24, 12, 96, 8, 48, B = 32, Adam:"
          + " forward, backward, step"),
  /** The same on half the length, with a mask. */
  TIMESNET_IMPUTE_STEP(
      "TimesNet, ETTh1 imputation, T = 96, d = 16, f = 32, periods 24, 12, 96, B = 16, Adam:"
          + " forward, backward, step"),
  /** Wide linear maps of few tokens. */
  OLINEAR_STEP(
      "OLinear, ETTh1 96 to 96, D = 512, d = 16, N = 7, B = 32, Adam: forward, backward, step",
      "olinear_step 7 32"),
  /** Wide linear maps of many tokens. */
  OLINEAR_WIDE_STEP(
      "OLinear, 96 to 96, D = 512, d = 16, N = 321, B = 4, Adam: forward, backward, step",
      "olinear_step 321 4"),
  /** A small sentence encoder. */
  BERT_STEP(
      "BERT, 6 layers of width 64, 192 sentences of 14 tokens, contrastive loss, AdamW:"
          + " forward, backward, step",
      "bert_step full"),
  /** The same at two depths and two widths. */
  BERT_NESTED_STEP(
      "That BERT with the loss of 2D Matryoshka embeddings, layer 3 and width 16:"
          + " forward, backward, step",
      "bert_step nested"),
  /** Skip-gram on plain arrays beside gensim. */
  SKIP_GRAM_GENSIM(
      "Skip-gram, d = 100, window 5, 5 negatives: five passes over WikiText-2's 455,097 words",
      "word_vectors gensim skipgram"),
  /** The same beside fastText without parts of words. */
  SKIP_GRAM_FASTTEXT(
      "Skip-gram, d = 100, window 5, 5 negatives: five passes over WikiText-2's 455,097 words",
      "word_vectors fasttext skipgram"),
  /** CBOW beside fastText without parts of words. */
  CBOW_FASTTEXT(
      "CBOW, d = 100, window 5, 5 negatives: five passes over WikiText-2's 455,097 words",
      "word_vectors fasttext cbow"),
  /** e3nn's product, channel by channel. */
  CG_PRODUCT_L2(
      "Clebsch-Gordan product uuu, L = 2, out 2L, 64 rows of 32 channels: forward, backward",
      "cg_product 2"),
  /** e3nn's product, channel by channel. */
  CG_PRODUCT_L4(
      "Clebsch-Gordan product uuu, L = 4, out 2L, 64 rows of 32 channels: forward, backward",
      "cg_product 4"),
  /** e3nn's product, channel by channel. */
  CG_PRODUCT_L6(
      "Clebsch-Gordan product uuu, L = 6, out 2L, 64 rows of 32 channels: forward, backward",
      "cg_product 6"),
  /** Gaunt's product on a grid beside e3nn's product of the same degrees. */
  GRID_PRODUCT_L2(
      "Gaunt product on the grid beside e3nn's uuu, L = 2, out 2L, 64 rows of 32 channels:"
          + " forward, backward",
      "cg_product 2"),
  /** Gaunt's product on a grid beside e3nn's product of the same degrees. */
  GRID_PRODUCT_L4(
      "Gaunt product on the grid beside e3nn's uuu, L = 4, out 2L, 64 rows of 32 channels:"
          + " forward, backward",
      "cg_product 4"),
  /** Gaunt's product on a grid beside e3nn's product of the same degrees. */
  GRID_PRODUCT_L6(
      "Gaunt product on the grid beside e3nn's uuu, L = 6, out 2L, 64 rows of 32 channels:"
          + " forward, backward",
      "cg_product 6"),
  /** Gaunt's product by fast Fourier transforms. */
  FOURIER_PRODUCT_L2(
      "Gaunt product by Fourier transforms, L = 2, out 2L, 64 rows of 32 channels:"
          + " forward, backward",
      "fourier_product 2"),
  /** Gaunt's product by fast Fourier transforms. */
  FOURIER_PRODUCT_L4(
      "Gaunt product by Fourier transforms, L = 4, out 2L, 64 rows of 32 channels:"
          + " forward, backward",
      "fourier_product 4"),
  /** Gaunt's product by fast Fourier transforms. */
  FOURIER_PRODUCT_L6(
      "Gaunt product by Fourier transforms, L = 6, out 2L, 64 rows of 32 channels:"
          + " forward, backward",
      "fourier_product 6"),
  /** Three equal factors on the grid beside MACE's symmetric contraction. */
  MANY_BODY_L2(
      "Three factors on the grid beside MACE's symmetric contraction, L = 2, 64 rows of 32"
          + " channels: forward, backward",
      "symmetric_contraction 2"),
  /** Three equal factors on the grid beside MACE's symmetric contraction. */
  MANY_BODY_L3(
      "Three factors on the grid beside MACE's symmetric contraction, L = 3, 64 rows of 32"
          + " channels: forward, backward",
      "symmetric_contraction 3");

  private final String title;
  private final String command;

  /** Whose script has the name of the model. */
  Peer(String title) {
    this.title = title;
    this.command = name().toLowerCase(Locale.ROOT);
  }

  /** Whose script is shared: its name and arguments. */
  Peer(String title, String command) {
    this.title = title;
    this.command = command;
  }

  /** The name on the command line, such as {@code mlp-small}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The model, its sizes and what a step does. */
  public String title() {
    return title;
  }

  /** The file name of the other side's script. */
  String script() {
    return command.split(" ", -1)[0] + ".py";
  }

  /** What the script is told after the number of threads. */
  List<String> arguments() {
    return Arrays.stream(command.split(" ", -1)).skip(1).toList();
  }

  Workload workload() {
    return switch (this) {
      case MLP -> Workloads.mlp();
      case MLP_SMALL -> Workloads.mlpSmall();
      case TRANSFORMER -> Workloads.transformer();
      case ORTHO6D -> Workloads.ortho6d();
      case OPTEMBED_BASE -> ClickWorkloads.base();
      case OPTEMBED_SUPERNET -> ClickWorkloads.supernet();
      case DAIN_EPOCH -> new DainEpochWorkload();
      case TIMESNET_STEP -> SeriesWorkloads.timesNet();
      case TIMESNET_IMPUTE_STEP -> SeriesWorkloads.timesNetImputation();
      case OLINEAR_STEP -> SeriesWorkloads.oLinear(7, 32);
      case OLINEAR_WIDE_STEP -> SeriesWorkloads.oLinear(321, 4);
      case BERT_STEP -> SentenceWorkloads.bert(false);
      case BERT_NESTED_STEP -> SentenceWorkloads.bert(true);
      case SKIP_GRAM_GENSIM, SKIP_GRAM_FASTTEXT -> new WordVectorWorkload(WordModel.SKIP_GRAM);
      case CBOW_FASTTEXT -> new WordVectorWorkload(WordModel.CBOW);
      case CG_PRODUCT_L2, CG_PRODUCT_L4, CG_PRODUCT_L6 -> ProductWorkloads.clebschGordan(degree());
      case GRID_PRODUCT_L2, GRID_PRODUCT_L4, GRID_PRODUCT_L6 ->
          ProductWorkloads.gaunt(degree(), GauntTensorProduct.Backend.AUTO);
      case FOURIER_PRODUCT_L2, FOURIER_PRODUCT_L4, FOURIER_PRODUCT_L6 ->
          ProductWorkloads.gaunt(degree(), GauntTensorProduct.Backend.FOURIER);
      case MANY_BODY_L2, MANY_BODY_L3 -> ProductWorkloads.manyBody(degree());
    };
  }

  private int degree() {
    return Integer.parseInt(arguments().getFirst());
  }

  /** The model of this label. */
  public static Optional<Peer> find(String label) {
    return Arrays.stream(values()).filter(peer -> peer.label().equals(label)).findFirst();
  }

  /** All labels in order. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(Peer::label).toList();
  }
}
