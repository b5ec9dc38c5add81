package org.xieban.document;

import java.io.IOException;
import java.io.StringReader;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** What documents may consist of: well-formed HTML that lays out words and neither does nor fetches anything. */
final class DocumentHtml {

    private static final Set<String> ELEMENTS = Set.of(
            "h1", "h2", "h3", "p", "br", "hr", "b", "strong", "i", "em", "u", "sub", "sup", "span", "div", "ol", "ul",
            "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td");
    private static final Set<String> ATTRIBUTES = Set.of("class", "colspan", "rowspan");

    /** How deep elements may stand in each other; the PDF is made recursively. */
    private static final int DEEPEST = 40;

    private DocumentHtml() {}

    /** @throws DocumentText.Unusable if it is anything else */
    static void check(String html) throws DocumentText.Unusable {
        try {
            SAXParserFactory factory = SAXParserFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.newSAXParser().parse(new InputSource(new StringReader("<body>" + html + "</body>")), new Allowed());
        } catch (NotAllowed e) {
            throw new DocumentText.Unusable("notAllowed", String.valueOf(e.getMessage()));
        } catch (SAXParseException e) {
            throw new DocumentText.Unusable(
                    "notWellFormed", e.getLineNumber() + ":" + e.getColumnNumber() + " " + e.getMessage());
        } catch (SAXException e) {
            // the parser says of some mistakes what is wrong, but not where
            throw new DocumentText.Unusable("notWellFormed", String.valueOf(e.getMessage()));
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class NotAllowed extends SAXException {

        private static final long serialVersionUID = 1L;

        NotAllowed(String what) {
            super(what);
        }
    }

    private static final class Allowed extends DefaultHandler {

        private int depth;

        @Override
        public void startElement(String uri, String localName, String element, Attributes attributes)
                throws NotAllowed {
            if (depth++ == 0) {
                return;
            }
            if (!ELEMENTS.contains(element) || depth > DEEPEST) {
                throw new NotAllowed("<" + element + ">");
            }
            for (int i = 0; i < attributes.getLength(); i++) {
                if (!ATTRIBUTES.contains(attributes.getQName(i))) {
                    throw new NotAllowed(attributes.getQName(i));
                }
            }
        }

        @Override
        public void endElement(String uri, String localName, String element) {
            depth--;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
