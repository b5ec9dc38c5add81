package org.xieban.directory.administration;

import java.util.List;
import java.util.stream.Collectors;

/** Writes RFC 4180, so that a spreadsheet shows every cell and calculates none. */
final class Csv {

    private Csv() {}

    static String row(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String value) {
        // what begins like a formula would be one in the spreadsheet of whoever opens the file
        String text = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return text.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r')
                ? "\"" + text.replace("\"", "\"\"") + "\""
                : text;
    }
}
