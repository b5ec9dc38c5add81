package org.xieban;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A test in the browser, as the people of the demonstration see it. Every test has a fresh profile; whatever the
 * browser reports as an error during a test fails it.
 */
@XiebanTest
@ExtendWith(OneBrowser.class)
public abstract class BrowserTest {

    /** The smallest screen on which people work here all day. */
    protected static final int[] DESKTOP = {1280, 800};

    /** A usual telephone. */
    protected static final int[] PHONE = {390, 844};

    /** Milliseconds until what is waited for is missing: the machine that builds has other work beside. */
    private static final int PATIENCE = 10_000;

    /**
     * Marks the texts whose contrast is looked at: of those that look the same the first few, for axe takes its time with
     * each, and a calendar has a thousand; and whatever lies over something that is not around it.
     */
    private static final String LOOKED_AT = """
            () => {
                const grounds = new Map([[null, { ground: '', over: false, faded: '' }]]);
                const groundOf = (element) => {
                    if (!grounds.has(element)) {
                        const { backgroundColor, backgroundImage, position, opacity, filter } = getComputedStyle(element);
                        const around = groundOf(element.parentElement);
                        const opaque = backgroundColor.startsWith('rgb(') && backgroundImage === 'none';
                        grounds.set(element, {
                            ground: opaque ? backgroundColor : `${around.ground} ${backgroundColor} ${backgroundImage}`,
                            over: !opaque && (around.over || ['absolute', 'fixed'].includes(position)),
                            faded: `${around.faded}${opacity === '1' ? '' : ` ${opacity}`}${filter === 'none' ? '' : ` ${filter}`}`,
                        });
                    }
                    return grounds.get(element);
                };
                const saysSomething = (element) => element.matches('input, select, textarea')
                    || [...element.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
                const seen = new Map();
                for (const element of document.querySelectorAll('body, body *')) {
                    const { width, height } = element.getBoundingClientRect();
                    if (width > 1 && height > 1 && saysSomething(element) && element.checkVisibility({ visibilityProperty: true })) {
                        const { color, fill, fontSize, fontWeight, textShadow } = getComputedStyle(element);
                        const { ground, over, faded } = groundOf(element);
                        const look = [color, fill, fontSize, fontWeight, textShadow, ground, faded,
                            element.textContent.trim().length > 1, element.closest(':disabled, [aria-disabled=true]') !== null].join();
                        const before = seen.get(look) ?? 0;
                        if (over || before < 3) {
                            element.setAttribute('data-looked-at', '');
                        }
                        seen.set(look, before + 1);
                    }
                }
            }""";

    /**
     * Only what is grave is asked for, and only what is asked for leaves the browser: the whole of axe's answer takes longer
     * to send than to find.
     */
    private static final String GRAVE = """
            async () => {
                const grave = ({ impact }) => ['serious', 'critical'].includes(impact);
                axe.configure({ rules: [{ id: 'color-contrast', selector: '[data-looked-at]' }] });
                const slight = axe._audit.rules.filter((rule) => !grave(rule));
                const found = await axe.run({
                    resultTypes: ['violations'],
                    rules: Object.fromEntries(slight.map(({ id }) => [id, { enabled: false }])),
                });
                document.querySelectorAll('[data-looked-at]').forEach((each) => each.removeAttribute('data-looked-at'));
                return found.violations.filter(grave)
                    .map((rule) => `${rule.id}: ${rule.help} `
                        + rule.nodes.map((node) => `${node.html} ${node.failureSummary}`).join('; '));
            }""";

    @LocalServerPort
    private int port;

    private final List<String> reported = new ArrayList<>();
    private final List<BrowserContext> profiles = new ArrayList<>();
    private BrowserContext profile;

    /** The page of the test. */
    protected Page page;

    @BeforeEach
    void openProfile() {
        profile = newProfile(true);
        page = newPage();
    }

    private BrowserContext newProfile(boolean scripts) {
        BrowserContext opened = OneBrowser.browser()
                .newContext(new Browser.NewContextOptions()
                        .setBaseURL("http://localhost:" + port)
                        .setViewportSize(DESKTOP[0], DESKTOP[1])
                        .setJavaScriptEnabled(scripts)
                        // what the browser is set to must not matter
                        .setLocale("en-US")
                        .setTimezoneId("America/Los_Angeles"));
        opened.setDefaultTimeout(PATIENCE);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        profiles.add(opened);
        return opened;
    }

    @AfterEach
    void closeProfiles() {
        profiles.forEach(BrowserContext::close);
        assertThat(reported).as("errors that the browser reported").isEmpty();
    }

    /** One more page of the same person. */
    protected Page newPage() {
        return watched(profile);
    }

    /** A page of somebody else, in a profile of his own. */
    protected Page newStranger() {
        return watched(newProfile(true));
    }

    /** A page of somebody else whose browser runs no scripts. */
    protected Page newPageWithoutScripts() {
        return watched(newProfile(false));
    }

    private Page watched(BrowserContext of) {
        Page opened = of.newPage();
        opened.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                reported.add(message.text() + " (" + message.location() + ")");
            }
        });
        opened.onPageError(reported::add);
        return opened;
    }

    /** Forgets what the browser has reported so far: a page that answers 404 on purpose is an error to it. */
    protected void forgetReported() {
        reported.clear();
    }

    /** Opens an address of the product and waits until all that the page names is loaded. */
    protected Response open(String path) {
        return page.navigate(path);
    }

    /** Signs in with the password of the demonstration; ends on the start page. */
    protected void signIn(String login) {
        open("/sign-in");
        page.fill("#login", login);
        page.fill("#password", "xieban-demo");
        page.click("main button[type=submit]");
        page.waitForURL("**/start*");
    }

    /** Waits as long as people do anyway: form-js takes of a field that is left what it has drawn by then. */
    protected void letItDraw() {
        page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
    }

    /** Fails on what keeps people who do not see, hear or point well from using the page. */
    protected void assertAccessible() {
        if (Boolean.FALSE.equals(page.evaluate("'axe' in window"))) {
            page.evaluate(AxeBuilder.getAxeScript());
        }
        page.evaluate(LOOKED_AT);
        assertThat((List<?>) page.evaluate(GRAVE))
                .as("what keeps people out of %s", page.url())
                .isEmpty();
    }

    /**
     * Fails where the page is wider than a desk or a telephone, and with {@code -Dtests.screenshots=true} takes it on both,
     * into {@code target/screenshots/<name>-desktop.png} and {@code -phone.png}.
     */
    protected void takeScreenshots(String name) {
        take(name + "-desktop", DESKTOP);
        take(name + "-phone", PHONE);
        assertFits();
    }

    /** With {@code -Dtests.screenshots=true} takes a page that is not ours to judge, on a desk. */
    protected void takeScreenshot(String name) {
        take(name, DESKTOP);
    }

    /** Fails where the page is wider than a desk or a telephone. */
    protected void assertFits() {
        int beyondPhone = beyond(PHONE);
        int beyondDesk = beyond(DESKTOP);
        assertThat(List.of(beyondDesk, beyondPhone))
                .as("pixels that %s is wider than the desk and the telephone", page.url())
                .containsOnly(0);
    }

    private int beyond(int[] size) {
        page.setViewportSize(size[0], size[1]);
        return ((Number) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .intValue();
    }

    private void take(String name, int[] size) {
        if (!Boolean.getBoolean("tests.screenshots")) {
            return;
        }
        page.setViewportSize(size[0], size[1]);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/screenshots", name + ".png"))
                .setFullPage(true));
    }
}
