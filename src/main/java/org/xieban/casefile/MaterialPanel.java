package org.xieban.casefile;

/**
 * What another module shows below the materials of a case, to those who see the whole of it; a module contributes a bean.
 *
 * @param address that answers its content for htmx; {@code {caseNo}} stands for the number of the case
 * @param textKey message key of the link that leads there without scripts
 */
public record MaterialPanel(String address, String textKey) {

    /** Where it is for a case. */
    public String href(String caseNo) {
        return address.replace("{caseNo}", caseNo);
    }
}
