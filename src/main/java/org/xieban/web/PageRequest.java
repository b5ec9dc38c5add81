package org.xieban.web;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list a caller wants. Its user asks the database for {@link #limit()} rows after {@link #after()}, one
 * more than the page has, and hands them to {@link #listing}, which sees by the one too many that there is a next page.
 *
 * @param list names the list and its order, for example {@code items/code}
 * @param after where the previous page ended, null for the first
 * @param size 1 to 200 rows
 */
public record PageRequest(String list, @Nullable Cursor after, int size) {

    public static final int USUAL_SIZE = 50;
    public static final int LARGEST_SIZE = 200;

    /**
     * Reads the request parameters {@code after} and {@code size}.
     *
     * @throws Refusal {@code cursor.invalid}, {@code size.invalid}
     */
    public static PageRequest of(String list, @Nullable String after, @Nullable Integer size) {
        int rows = size == null ? USUAL_SIZE : size;
        if (rows < 1 || rows > LARGEST_SIZE) {
            throw Refusal.shape("size.invalid", 1, LARGEST_SIZE).at("size", "size.invalid", 1, LARGEST_SIZE);
        }
        return new PageRequest(list, Cursor.read(list, after), rows);
    }

    /** Goes through all of a list, a page of the largest size after the other. */
    public static <T> void all(String list, Function<PageRequest, Listing<T>> asking, Consumer<List<T>> taking) {
        String after = null;
        do {
            Listing<T> page = asking.apply(of(list, after, LARGEST_SIZE));
            taking.accept(page.items());
            after = page.next();
        } while (after != null);
    }

    /** How many rows to ask for. */
    public int limit() {
        return size + 1;
    }

    /**
     * The page.
     *
     * @param rows up to {@link #limit()} of them
     * @param total exact number of all rows on all pages, null where nobody wants it
     * @param keys the values of a row in the columns that the list is sorted by
     */
    public <T> Listing<T> listing(List<T> rows, @Nullable Long total, Function<T, @Nullable Object[]> keys) {
        if (rows.size() <= size) {
            return new Listing<>(List.copyOf(rows), null, total);
        }
        List<T> page = List.copyOf(rows.subList(0, size));
        return new Listing<>(page, Cursor.after(list, keys.apply(page.get(size - 1))), total);
    }
}
