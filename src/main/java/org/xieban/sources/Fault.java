package org.xieban.sources;

import java.util.Arrays;
import java.util.List;

/**
 * What is wrong with one field of what was entered.
 *
 * @param path where: {@code fields[2].name}
 * @param code the message {@code problem.<code>} says what
 * @param arguments of the message
 */
record Fault(String path, String code, List<String> arguments) {

    static Fault of(String path, String code, Object... arguments) {
        return new Fault(
                path, code, Arrays.stream(arguments).map(String::valueOf).toList());
    }
}
