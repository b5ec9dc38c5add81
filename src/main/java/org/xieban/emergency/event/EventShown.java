package org.xieban.emergency.event;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.directory.Region;
import org.xieban.directory.Regions;
import org.xieban.trace.OfficialTime;
import org.xieban.web.OfficeTexts;

/** An event in the office's words, as forms, documents and lists have it. */
@Component
public class EventShown {

    private final Regions regions;
    private final OfficeTexts texts;

    EventShown(Regions regions, OfficeTexts texts) {
        this.regions = regions;
        this.texts = texts;
    }

    /** What the forms of its steps show. */
    Map<String, @Nullable Object> of(Event event) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("drillText", event.drill() ? texts.office("emergency.event.drillText") : "");
        shown.put("eventText", title(event));
        shown.put("kindText", kind(event.kind()));
        shown.put("placeText", place(event));
        shown.put("occurredText", OfficialTime.minute(event.occurredAt()));
        shown.put("sourceText", texts.office(event.source().textKey()));
        shown.put("harmText", harm(event.harm()));
        shown.put("gradeText", grade(event.grade()));
        shown.put("levelText", level(event.level()));
        return shown;
    }

    /** What it is called, marked where it is an exercise. */
    public String title(Event event) {
        return title(event.title(), event.drill());
    }

    String title(String title, boolean drill) {
        return drill ? texts.office("emergency.event.drillTitle", title) : title;
    }

    /** Its kind, with the category of the law. */
    public String kind(EventKind kind) {
        return texts.office("emergency.event.kindOf", texts.office(kind.of().textKey()), texts.office(kind.textKey()));
    }

    /** Where it is: the regions it lies in, and the place in words. */
    public String place(Event event) {
        return regions.path(event.region()).stream().map(Region::name).collect(Collectors.joining()) + event.place();
    }

    /** The harm in one sentence. */
    public String harm(Harm harm) {
        return texts.office(
                        "emergency.event.harmText",
                        harm.dead(),
                        harm.missing(),
                        harm.injured(),
                        harm.seriouslyInjured(),
                        harm.evacuated(),
                        harm.lossYuan().stripTrailingZeros().toPlainString(),
                        harm.areaKm2().stripTrailingZeros().toPlainString())
                + (harm.sensitive() ? texts.office("emergency.event.sensitiveText") : "");
    }

    /** The grade; that there is none yet. */
    public String grade(@Nullable Grade grade) {
        return texts.office(grade == null ? "emergency.event.noGrade" : grade.textKey());
    }

    /** The level of the response; that there is none. */
    public String level(@Nullable Grade level) {
        return texts.office(level == null ? "emergency.response.noLevel" : level.levelKey());
    }
}
