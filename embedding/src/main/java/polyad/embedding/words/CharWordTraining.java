package polyad.embedding.words;

import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import polyad.data.AliasSampler;

/** Trains vectors of characters and words: both streams of examples in one pass over the text. */
final class CharWordTraining {
  private static final double LEAST_RATE = 1e-4;
  private static final double NOISE_POWER = 0.75;

  private final SegmentedCorpus corpus;
  private final CharWordOptions options;
  private final boolean joint;
  private final boolean[] compositional; // by form
  private final RowKernel kernel = RowKernel.best();
  private final SplittableRandom random;
  private final Table chars;
  private final Table words;
  private final OutputLayer charOutput;
  private final OutputLayer wordOutput;
  private final RowMixture context;
  private final float[] hidden;
  private final float[] error;

  // the sentence at hand
  private final int[] forms = new int[Corpus.LONGEST_SENTENCE];
  private int length;
  private int[] letters = new int[4 * Corpus.LONGEST_SENTENCE];
  private int[] owners = new int[4 * Corpus.LONGEST_SENTENCE];
  private int letterCount;

  CharWordTraining(SegmentedCorpus corpus, CharWordOptions options, Set<String> atomic) {
    this.corpus = corpus;
    this.options = options;
    this.joint = options.mode() == CharWordOptions.Mode.JOINT;
    Vocabulary vocabulary = corpus.forms().vocabulary();
    this.compositional = new boolean[vocabulary.size()];
    for (int form = 0; form < compositional.length; form++) {
      compositional[form] = !atomic.contains(vocabulary.word(form));
    }
    int dim = options.dim();
    int characters = corpus.characters().size();
    this.random = new SplittableRandom(options.seed());
    this.chars = new Table(characters * (placed() ? CharacterComposition.PLACES : 1), dim, false);
    this.words = new Table(corpus.words().size(), dim, false);
    chars.uniform(random, dim, dim);
    words.uniform(random, dim, dim);
    this.charOutput = output(corpus.characters());
    this.wordOutput = output(corpus.words());
    this.context = new RowMixture(kernel, options.gradient() == WordVectorOptions.CbowGradient.SUM);
    this.hidden = new float[chars.width];
    this.error = new float[chars.width];
  }

  private boolean placed() {
    return options.places() && options.mode() == CharWordOptions.Mode.COMPOSED;
  }

  private OutputLayer output(Vocabulary vocabulary) {
    AliasSampler noise = new AliasSampler(vocabulary.noise(NOISE_POWER));
    SplittableRandom draws = random.split();
    Table table = new Table(vocabulary.size(), options.dim(), false);
    return new OutputLayer.NegativeSampling(
        kernel, table, options.negative(), () -> noise.draw(draws));
  }

  /** All passes. */
  void run() {
    boolean predictsChars = joint || options.mode() == CharWordOptions.Mode.CHARACTERS;
    boolean predictsWords = options.mode() != CharWordOptions.Mode.CHARACTERS;
    double all = (double) corpus.forms().size() * options.epochs();
    long seen = 0;
    for (int epoch = 0; epoch < options.epochs(); epoch++) {
      for (int s = 0; s < corpus.forms().sentences(); s++) {
        open(s);
        float rate = (float) (options.rate() * Math.max(LEAST_RATE, 1 - seen / all));
        if (predictsChars) {
          for (int at = 0; at < letterCount; at++) {
            learnCharacter(at, rate);
          }
        }
        if (predictsWords) {
          for (int at = 0; at < length; at++) {
            learnWord(at, rate);
          }
        }
        seen += length;
      }
    }
  }

  private void open(int sentence) {
    length = corpus.forms().sentence(sentence, forms);
    letterCount = 0;
    for (int w = 0; w < length; w++) {
      int[] spelling = corpus.spelling(forms[w]);
      int needed = letterCount + spelling.length;
      if (needed > letters.length) {
        letters = Arrays.copyOf(letters, 2 * needed);
        owners = Arrays.copyOf(owners, 2 * needed);
      }
      for (int letter : spelling) {
        letters[letterCount] = letter;
        owners[letterCount++] = w;
      }
    }
  }

  /** Characters around it and, jointly, words around the word it stands in. */
  private void learnCharacter(int at, float rate) {
    context.clear();
    int reach = 1 + random.nextInt(options.charWindow());
    int last = Math.min(letterCount - 1, at + reach);
    for (int c = Math.max(0, at - reach); c <= last; c++) {
      if (c != at) {
        context.add(chars, letters[c], 1);
      }
    }
    int characters = context.size();
    if (joint) {
      addWordsAround(owners[at], 1 + random.nextInt(options.wordWindow()));
    }
    learn(charOutput, letters[at], characters, rate);
  }

  /** Words around it and, jointly, their characters. */
  private void learnWord(int at, float rate) {
    if (!corpus.isWord(forms[at])) {
      return;
    }
    context.clear();
    int reach = 1 + random.nextInt(options.wordWindow());
    if (options.mode() == CharWordOptions.Mode.COMPOSED) {
      learnComposed(at, reach, rate);
      return;
    }
    if (joint) {
      int last = Math.min(length - 1, at + reach);
      for (int w = Math.max(0, at - reach); w <= last; w++) {
        if (w != at) {
          for (int letter : corpus.spelling(forms[w])) {
            context.add(chars, letter, 1);
          }
        }
      }
    }
    int characters = context.size();
    addWordsAround(at, reach);
    learn(wordOutput, forms[at], characters, rate);
  }

  private void addWordsAround(int at, int reach) {
    int last = Math.min(length - 1, at + reach);
    for (int w = Math.max(0, at - reach); w <= last; w++) {
      if (w != at && corpus.isWord(forms[w])) {
        context.add(words, forms[w], 1);
      }
    }
  }

  private void learnComposed(int at, int reach, float rate) {
    int last = Math.min(length - 1, at + reach);
    int composed = 0;
    for (int w = Math.max(0, at - reach); w <= last; w++) {
      if (w != at && corpus.isWord(forms[w])) {
        addComposed(forms[w]);
        composed++;
      }
    }
    if (composed > 0) {
      context.scale(0, context.size(), 1f / composed);
      step(wordOutput, forms[at], rate);
    }
  }

  private void addComposed(int form) {
    if (!compositional[form]) {
      context.add(words, form, 1);
      return;
    }
    context.add(words, form, 0.5f);
    int[] spelling = corpus.spelling(form);
    for (int k = 0; k < spelling.length; k++) {
      context.add(chars, charRow(spelling[k], k, spelling.length), 0.5f / spelling.length);
    }
  }

  private int charRow(int character, int at, int length) {
    int place = placed() ? CharacterComposition.place(at, length) : 0;
    return place * corpus.characters().size() + character;
  }

  /** Gives rows their weights, characters being the first ones, and learns. */
  private void learn(OutputLayer output, int target, int characters, float rate) {
    int size = context.size();
    if (size == 0) {
      return;
    }
    boolean both = characters > 0 && characters < size;
    if (both && options.balance() == CharWordObjective.Balance.HALF) {
      context.scale(0, characters, 0.5f / characters);
      context.scale(characters, size, 0.5f / (size - characters));
    } else {
      context.scale(0, size, 1f / size);
    }
    step(output, target, rate);
  }

  private void step(OutputLayer output, int target, float rate) {
    context.sum(hidden);
    Arrays.fill(error, 0);
    output.learn(hidden, 0, error, target, rate);
    context.move(error, rate);
  }

  /** The characters' vectors; with places, each three times as c|0, c|1, c|2. */
  WordVectors characters() {
    Vocabulary plain = corpus.characters();
    if (!placed()) {
      return new WordVectors(plain, chars);
    }
    int size = plain.size();
    String[] names = new String[chars.rows];
    long[] counts = new long[chars.rows];
    for (int row = 0; row < chars.rows; row++) {
      names[row] = plain.word(row % size) + "|" + row / size;
      counts[row] = plain.count(row % size);
    }
    return new WordVectors(new Vocabulary(Arrays.asList(names), counts), chars);
  }

  /** The words' vectors, composed ones where characters count. */
  WordVectors words() {
    if (options.mode() != CharWordOptions.Mode.COMPOSED) {
      return new WordVectors(corpus.words(), words);
    }
    Table composed = new Table(words.rows, options.dim(), false);
    for (int form = 0; form < words.rows; form++) {
      context.clear();
      addComposed(form);
      context.sum(hidden);
      System.arraycopy(hidden, 0, composed.values, form * composed.width, composed.width);
    }
    return new WordVectors(corpus.words(), composed);
  }
}
