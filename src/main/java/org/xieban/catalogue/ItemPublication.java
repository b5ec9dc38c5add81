package org.xieban.catalogue;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** Publishing: the only way in which an item changes, each time by a new version. */
@Component
@Transactional
class ItemPublication {

    private final ItemRepository items;
    private final Trace trace;
    private final Clock clock;

    ItemPublication(ItemRepository items, Trace trace, Clock clock) {
        this.items = items;
        this.trace = trace;
        this.clock = clock;
    }

    /** What became of an item file. */
    enum Outcome {
        /** Nothing new in it. */
        UNCHANGED,
        /** It is a new version now. */
        PUBLISHED,
        /** An administrator has edited the item since: what he published stays. */
        LEFT
    }

    /**
     * Publishes what an administrator edited.
     *
     * @param basedOn number of the version he saw, 0 for an item that is new
     * @return number of the new version, or of the old one where nothing is different
     * @throws Refusal {@code item.stale} if another version was published meanwhile, {@code item.exists} if an item that is
     *     new has the code of another
     */
    int edit(ServiceItem item, int basedOn, @Nullable String note) {
        return publish(item, basedOn, ItemVersion.Origin.EDIT, note);
    }

    /**
     * Publishes an earlier version again.
     *
     * @throws Refusal {@code item.stale} as above; {@code item.version.unknown}
     */
    int restore(String code, int number, int basedOn, @Nullable String note) {
        ServiceItem item = items.version(code, number)
                .orElseThrow(() -> Refusal.notFound("item.version.unknown", code, number))
                .item();
        return publish(item, basedOn, ItemVersion.Origin.RESTORE, note);
    }

    /** What the file of an item says and has not been taken, since an administrator had edited the item. */
    @Transactional(readOnly = true)
    public Optional<ServiceItem> unadopted(String code) {
        return items.head(code).map(ItemRepository.Head::unadopted).map(ItemJson::read);
    }

    /**
     * Takes what the file says after all.
     *
     * @throws Refusal {@code item.stale} as above; {@code item.file.nothing} if there is nothing to take
     */
    int adopt(String code, int basedOn, @Nullable String note) {
        ServiceItem item = unadopted(code).orElseThrow(() -> Refusal.conflict("item.file.nothing"));
        return publish(item, basedOn, ItemVersion.Origin.FILE, note);
    }

    /** Publishes an item file, once for each text of it. */
    Outcome load(ItemFile file) {
        String code = file.item().code();
        Optional<ItemRepository.Head> head = items.head(code);
        if (head.isPresent() && file.hash().equals(head.get().fileHash())) {
            return Outcome.UNCHANGED;
        }
        ItemVersion current = items.current(code).orElse(null);
        boolean same = current != null && current.item().equals(file.item());
        if (current != null && !same && current.origin() != ItemVersion.Origin.FILE) {
            items.lookedAt(code, file, file.item());
            return Outcome.LEFT;
        }
        if (!same) {
            publish(file.item(), current == null ? 0 : current.number(), ItemVersion.Origin.FILE, null);
        }
        items.lookedAt(code, file, null);
        return same ? Outcome.UNCHANGED : Outcome.PUBLISHED;
    }

    private int publish(ServiceItem item, int basedOn, ItemVersion.Origin origin, @Nullable String note) {
        ItemVersion before = items.current(item.code()).orElse(null);
        int current = before == null ? 0 : before.number();
        if (current != basedOn) {
            throw stale(item.code(), basedOn);
        }
        if (before != null && before.item().equals(item)) {
            return current;
        }
        boolean first = before == null ? items.create(item) : items.advance(item, current);
        if (!first) {
            throw stale(item.code(), basedOn);
        }
        items.add(item, current + 1, origin, note, OfficialTime.now(clock), actor());
        List<String> fields =
                before == null ? List.of() : ItemDifference.fields(ItemDifference.between(before.item(), item));
        Act act = Act.of("item.published", "item", item.code())
                .change(before == null ? null : current, current + 1)
                .with("name", item.name())
                .with("origin", origin.name())
                .with("fields", fields);
        trace.record(note == null ? act : act.with("note", note));
        return current + 1;
    }

    private static Refusal stale(String code, int basedOn) {
        return Refusal.conflict(basedOn == 0 ? "item.exists" : "item.stale", code);
    }

    private static Actor actor() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Actor.Acting acting
                ? acting.actor()
                : Actor.SYSTEM;
    }
}
