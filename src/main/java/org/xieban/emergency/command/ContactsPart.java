package org.xieban.emergency.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.xieban.emergency.alert.ToldContact;
import org.xieban.emergency.alert.ToldContacts;

/** Which contacts were told last, and who has not said that he knows. */
@Component
@Order(9)
class ContactsPart implements Part<List<ToldContact>> {

    private final ToldContacts contacts;

    ContactsPart(ToldContacts contacts) {
        this.contacts = contacts;
    }

    /** @param told each contact once, of what he was told last; those first who do not know yet */
    record Shown(List<ToldContact> told, String event) {

        /** How many have not said that they know. */
        public long open() {
            return told.stream().filter(each -> each.state().open()).count();
        }
    }

    @Override
    public List<ToldContact> gather(Moment moment) {
        Map<String, ToldContact> last = new LinkedHashMap<>();
        contacts.of(moment.event().caseNo())
                .forEach(each -> last.putIfAbsent(each.alert().contact(), each));
        return last.values().stream()
                .sorted((one, other) ->
                        Boolean.compare(other.state().open(), one.state().open()))
                .toList();
    }

    @Override
    public void show(Moment moment, List<ToldContact> told, Viewpoint to, Consumer<Piece> pieces) {
        if (to.right() != Viewpoint.Right.PART) {
            pieces.accept(new Piece(
                    "contacts", null, "contacts", new Shown(told, moment.event().caseNo())));
        }
    }
}
