/** Adapters for LangChain4j. */
@org.jspecify.annotations.NullMarked
package polyad.langchain4j;
