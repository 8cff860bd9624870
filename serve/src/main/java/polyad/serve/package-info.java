/** Server. */
@org.jspecify.annotations.NullMarked
package polyad.serve;
