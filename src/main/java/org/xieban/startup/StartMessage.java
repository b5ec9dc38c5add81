package org.xieban.startup;

import java.util.List;

/**
 * What a module says on the console once the product is ready, such as whom to sign in as. Contributions are printed in
 * the order of {@link org.springframework.core.annotation.Order}.
 */
public interface StartMessage {

    /** Lines as they are to be read, in Chinese; empty when there is nothing to say this time. */
    List<String> lines();
}
