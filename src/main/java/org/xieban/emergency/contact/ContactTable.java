package org.xieban.emergency.contact;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.Phone;
import org.xieban.web.Cells;

/** A contact as a row of a table, or as the fields of a form. */
final class ContactTable {

    static final List<String> COLUMNS = List.of(
            "code", "department", "unit", "name", "post", "phone", "mobile", "mail", "channel", "receiver", "listed");

    private static final Pattern MAIL = Pattern.compile("[^@\\s]{1,64}@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)*");
    private static final int LONGEST = 100;

    private ContactTable() {}

    /** What rows may refer to. */
    record Known(Set<String> departments, Set<String> receivers) {}

    /** Reads a row; null where something is wrong, which is noted in it. */
    static @Nullable Contact read(Cells cells, Known known) {
        String code = cells.code("code");
        String department = cells.known("department", known.departments()::contains, "register.department");
        String unit = cells.optional("unit", LONGEST);
        String name = cells.text("name", 60);
        String post = cells.text("post", LONGEST);
        Phone phone = phone(cells, "phone");
        Phone mobile = phone(cells, "mobile");
        if (mobile != null && !mobile.mobile()) {
            cells.wrong("mobile", "contact.noMobile");
        }
        String mail = cells.optional("mail", LONGEST);
        if (mail != null && !MAIL.matcher(mail).matches()) {
            cells.wrong("mail", "contact.mail");
        }
        Contact.Channel channel = cells.choice("channel", Contact.Channel.class);
        String receiver = cells.optional("receiver", LONGEST);
        if (receiver != null && !known.receivers().contains(receiver)) {
            cells.wrong("receiver", "contact.receiver", receiver);
        }
        if (channel == Contact.Channel.MAIL && mail == null) {
            cells.wrong("mail", "register.missing");
        }
        if (channel == Contact.Channel.SYSTEM && receiver == null) {
            cells.wrong("receiver", "register.missing");
        }
        if (channel == Contact.Channel.TELEPHONE
                && cells.typed("phone").isEmpty()
                && cells.typed("mobile").isEmpty()) {
            cells.wrong("phone", "contact.noPhone");
        }
        boolean listed = cells.yes("listed", true);
        return channel == null || !cells.faults().isEmpty()
                ? null
                : new Contact(
                        code,
                        department,
                        unit,
                        name,
                        post,
                        phone == null ? null : phone.value(),
                        mobile == null ? null : mobile.value(),
                        mail,
                        channel,
                        receiver,
                        listed,
                        0);
    }

    private static @Nullable Phone phone(Cells cells, String column) {
        String typed = cells.typed(column);
        return typed.isEmpty() ? null : cells.reading(column, () -> Phone.of(typed));
    }

    /** Null is an empty cell. */
    static List<@Nullable String> write(Contact each) {
        return Arrays.asList(
                each.code(),
                each.department(),
                each.unit(),
                each.name(),
                each.post(),
                each.phone(),
                each.mobile(),
                each.mail(),
                each.channel().name(),
                each.receiver(),
                String.valueOf(each.listed()));
    }
}
