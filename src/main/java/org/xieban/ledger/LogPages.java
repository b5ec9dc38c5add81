package org.xieban.ledger;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.ledger.log.Tile;
import org.xieban.web.Refusal;

/** The log for everybody, as C2SP tlog-tiles says: nothing in it tells of anybody. */
@RestController
@RequestMapping("/ledger")
class LogPages {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final LogStore store;
    private final Deliveries deliveries;

    LogPages(LogStore store, Deliveries deliveries) {
        this.store = store;
        this.deliveries = deliveries;
    }

    /** With what witnesses signed of it. */
    @GetMapping("/checkpoint")
    ResponseEntity<String> checkpoint() {
        String published = deliveries.published().orElseThrow(() -> Refusal.notFound("ledger.empty"));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .contentType(TEXT)
                .body(published);
    }

    /** The keys by which checkpoints are checked, the present one first. */
    @GetMapping("/vkey")
    ResponseEntity<String> keys() {
        String keys = store.keyLines();
        if (keys.isEmpty()) {
            throw Refusal.notFound("ledger.empty");
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .contentType(TEXT)
                .body(keys);
    }

    @GetMapping("/tile/**")
    ResponseEntity<byte[]> tile(HttpServletRequest request) {
        String path = request.getServletPath().substring("/ledger/tile/".length());
        Tile.Place place;
        try {
            place = Tile.Place.parse(path);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("ledger.noTile", path);
        }
        byte[] content = (place.level() == Tile.Place.ENTRIES ? store.bundle(place) : store.hashes(place))
                .orElseThrow(() -> Refusal.notFound("ledger.noTile", path));
        return ResponseEntity.ok()
                .cacheControl(FOR_EVER)
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(content);
    }
}
