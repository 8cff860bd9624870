package polyad.serve;

/**
 * What answers at an address.
 *
 * @param method GET or POST
 * @param path the address, letter by letter
 * @param open whether it answers without a token
 * @param answer answers
 */
record Endpoint(String method, String path, boolean open, Answer answer) {
  /** Whether it does work that is bounded; the others answer under any load. */
  boolean isWork() {
    return method.equals("POST");
  }

  /** Answers a request. */
  @FunctionalInterface
  interface Answer {
    /**
     * Sends the answer.
     *
     * @throws ApiException to have that said instead
     */
    void to(Exchange exchange) throws Exception;
  }
}
