package org.xieban.emergency.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.xieban.directory.Region;
import org.xieban.directory.Regions;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.resource.Assignment;
import org.xieban.emergency.resource.Resource;
import org.xieban.emergency.resource.ResourceAssignments;
import org.xieban.emergency.resource.Resources;
import org.xieban.emergency.warning.WarningsInForce;
import org.xieban.monitoring.alarm.Alarm;
import org.xieban.monitoring.alarm.AlarmFilter;
import org.xieban.monitoring.alarm.Alarms;
import org.xieban.monitoring.indicator.Indicator;
import org.xieban.monitoring.indicator.Indicators;

/** Where things are: the event, what was given to it, alarms of its county, areas that are warned. */
@Component
@Order(6)
class MapPart implements Part<MapPart.Shown> {

    private static final int ALARMS = 20;
    private static final int COUNTY = 6;

    private final Resources resources;
    private final ResourceAssignments assignments;
    private final Alarms alarms;
    private final Indicators indicators;
    private final WarningsInForce warnings;
    private final Regions regions;
    private final ObjectMapper json;
    private final Fresh<Around> around = new Fresh<>();

    MapPart(
            Resources resources,
            ResourceAssignments assignments,
            Alarms alarms,
            Indicators indicators,
            WarningsInForce warnings,
            Regions regions,
            ObjectMapper json) {
        this.resources = resources;
        this.assignments = assignments;
        this.alarms = alarms;
        this.indicators = indicators;
        this.warnings = warnings;
        this.regions = regions;
        this.json = json;
    }

    /** What a point stands for. */
    enum What {
        EVENT,
        RESOURCE,
        ALARM;

        public String textKey() {
            return "emergency.command.map." + name();
        }
    }

    /**
     * A point.
     *
     * @param said what there is to say of it besides its name
     * @param level of an alarm 1 to 4, else 0
     * @param longitude degrees east, with the latitude or null
     */
    record Point(
            What what,
            String code,
            String name,
            String said,
            int level,
            @Nullable BigDecimal longitude,
            @Nullable BigDecimal latitude) {}

    /** A county that is warned, by its name on the map. */
    record Area(String name, String warning, int level) {}

    /**
     * What the map shows.
     *
     * @param json the same for the script that draws it
     */
    record Shown(List<Point> points, List<Area> areas, String json) {}

    private record Around(List<Point> alarms, List<Area> areas) {}

    @Override
    public Shown gather(Moment moment) {
        Event event = moment.event();
        List<Point> points = new ArrayList<>();
        points.add(new Point(
                What.EVENT, event.caseNo(), event.title(), event.place(), 0, event.longitude(), event.latitude()));
        resources(event.caseNo(), points);
        Around near = around.of(event.caseNo(), () -> new Around(alarms(event), areas(event.drill())));
        points.addAll(near.alarms());
        try {
            return new Shown(
                    points, near.areas(), json.writeValueAsString(Map.of("points", points, "areas", near.areas())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are JSON", e);
        }
    }

    private void resources(String event, List<Point> points) {
        Map<String, List<Assignment>> there = assignments.standing(event).stream()
                .collect(Collectors.groupingBy(Assignment::resource, LinkedHashMap::new, Collectors.toList()));
        there.forEach((code, given) -> resources.find(code).ifPresent(resource -> {
            int amount = given.stream().mapToInt(Assignment::amount).sum();
            points.add(point(resource, amount));
        }));
    }

    private static Point point(Resource resource, int amount) {
        return new Point(
                What.RESOURCE,
                resource.code(),
                resource.name(),
                amount + " " + resource.unit() + " · " + resource.place(),
                0,
                resource.longitude(),
                resource.latitude());
    }

    private List<Point> alarms(Event event) {
        String county = county(event.region());
        AlarmFilter near = new AlarmFilter(null, null, county, null, true, null, null, null, null);
        List<Point> points = new ArrayList<>();
        for (Alarm alarm : alarms.newest(near, ALARMS)) {
            Optional<Indicator> indicator = indicators.find(alarm.indicator());
            points.add(new Point(
                    What.ALARM,
                    String.valueOf(alarm.id()),
                    alarm.name(),
                    alarm.words(),
                    alarm.level(),
                    indicator.map(Indicator::longitude).orElse(null),
                    indicator.map(Indicator::latitude).orElse(null)));
        }
        return points;
    }

    private List<Area> areas(boolean drill) {
        Map<String, String> names =
                regions.all().stream().collect(Collectors.toMap(Region::code, Region::name, (one, other) -> one));
        List<Area> areas = new ArrayList<>();
        for (WarningsInForce.InForce warning : warnings.of(drill)) {
            Set<String> counties = new LinkedHashSet<>();
            warning.regions().forEach(code -> counties.add(county(code)));
            counties.forEach(
                    code -> areas.add(new Area(names.getOrDefault(code, code), warning.title(), warning.level())));
        }
        return areas;
    }

    private static String county(String region) {
        return region.length() > COUNTY ? region.substring(0, COUNTY) : region;
    }

    @Override
    public void show(Moment moment, Shown known, Viewpoint to, Consumer<Piece> pieces) {
        pieces.accept(new Piece("places", null, "places", known));
    }
}
