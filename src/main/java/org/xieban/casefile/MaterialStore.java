package org.xieban.casefile;

import java.util.Optional;

/** Where the contents of materials are kept: in the database, or in a directory. Equal contents are kept once. */
interface MaterialStore {

    /**
     * Keeps a content, at the latest when the transaction commits; one that is there already stays as it is.
     *
     * @param sha256 of the content, in hexadecimal; its name from now on
     */
    void keep(String sha256, byte[] content);

    /** The content of that name, empty where there is none. */
    Optional<byte[]> find(String sha256);
}
