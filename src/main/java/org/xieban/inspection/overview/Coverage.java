package org.xieban.inspection.overview;

/**
 * How many objects of a kind are reached.
 *
 * @param of so many are listed
 * @param planned visits that are or were to be made
 * @param drawn those of them that a draw of a plan has chosen
 * @param visited those that were made
 */
record Coverage(long of, long planned, long drawn, long visited) {

    static final Coverage NONE = new Coverage(0, 0, 0, 0);

    Coverage plus(Coverage other) {
        return new Coverage(of + other.of, planned + other.planned, drawn + other.drawn, visited + other.visited);
    }

    /** Visits made, per ten thousand objects listed. */
    public long share() {
        return of == 0 ? 0 : Math.round(visited * 10_000.0 / of);
    }
}
