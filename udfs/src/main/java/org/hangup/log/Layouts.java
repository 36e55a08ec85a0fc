package org.hangup.log;

import java.util.List;
import java.util.stream.Stream;

/**
 * All layouts, and which of them may stand in one file.
 *
 * <p>The file's first header decides. Behind one of a file (of the OTP logger, of lager, of ejabberd 2.x) the others of files are
 * headers, as an upgrade changes the layout in the middle of a file; what only a console shows, and any message body may
 * hold, belongs to the record before. Behind one of a console that prints the day all with a day are headers. Behind a
 * dateless one, or a report of OTP (which a console shows before the first dateless one), all are headers until the
 * first other one with a day; such a file is read from its start. Reports of a crash.log are headers only in a file that begins with one, and
 * so are MongooseIM's two forms, flat and JSON: its files of 4.0 and later have other names than those before.
 */
public final class Layouts {
    /** The layout of OTP's own reports; what comes behind them tells a file's layout better. */
    public static final String OTP_REPORTS = OtpReport.NAME;

    private static final Layout OTP_REPORT = new OtpReport();
    private static final Layout LAGER_CONSOLE = new LagerConsole();
    private static final Layout LAGER_CRASH = new LagerCrash();
    private static final List<Layout> BESIDE_FILE = List.of(new OtpFile(), new LagerFile(), new Report(), OTP_REPORT);
    private static final List<Layout> BESIDE_CRASH = with(BESIDE_FILE, LAGER_CRASH);
    private static final List<Layout> BESIDE_CONSOLE = with(BESIDE_FILE, new OtpConsole(), new ElixirConsole());
    private static final List<Layout> BESIDE_DATELESS = with(BESIDE_CONSOLE, LAGER_CONSOLE);
    private static final Layout MONGOOSE_FLAT = new MongooseFlat();
    private static final Layout MONGOOSE_JSON = new MongooseJson();
    private static final List<Layout> MONGOOSE = List.of(MONGOOSE_FLAT, MONGOOSE_JSON);
    private static final List<Layout> ALL = with(BESIDE_DATELESS, LAGER_CRASH, MONGOOSE_FLAT, MONGOOSE_JSON);

    private static List<Layout> with(List<Layout> some, Layout... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    private Layouts() {}

    /** Every layout, in the order in which they are tried. */
    public static List<Layout> all() {
        return ALL;
    }

    /** The name of a layout without those of the wrappers around it. */
    public static String inner(String name) {
        return name.substring(name.lastIndexOf('+') + 1);
    }

    /** The server that the wrappers around a layout of that name name: a container, a pod or a host; empty if they name none. */
    public static String server(String name) {
        return named(name) instanceof Wrapped wrapped ? wrapped.wrapping().server() : "";
    }

    /** The layout of that name, perhaps with the wrappers around it ({@code docker+lager_console}), or null. */
    public static Layout named(String name) {
        int plus = name.lastIndexOf('+');
        if (plus >= 0) {
            Wrapping wrapping = Wrapping.named(name.substring(0, plus));
            Layout inner = named(name.substring(plus + 1));
            return wrapping == null || inner == null ? null : new Wrapped(wrapping, inner);
        }
        for (Layout layout : ALL) {
            if (layout.name().equals(name)) {
                return layout;
            }
        }
        return null;
    }

    /** The layouts that are headers in a file in which {@code layout} was seen; all if it is null. */
    static Layout[] beside(Layout layout) {
        if (layout instanceof Wrapped wrapped) {
            Layout[] inner = beside(wrapped.inner());
            Layout[] all = new Layout[inner.length];
            for (int i = 0; i < all.length; i++) {
                all[i] = new Wrapped(wrapped.wrapping(), inner[i]);
            }
            return all;
        }
        return list(layout).toArray(new Layout[0]);
    }

    private static List<Layout> list(Layout layout) {
        if (layout == null) {
            return ALL;
        }
        if (MONGOOSE.contains(layout)) {
            return MONGOOSE;
        }
        if (layout == LAGER_CRASH) {
            return BESIDE_CRASH;
        }
        if (!settles(layout)) {
            return BESIDE_DATELESS;
        }
        return layout.console() ? BESIDE_CONSOLE : BESIDE_FILE;
    }

    /**
     * Whether a header of that layout says for good which others may follow in its file. Where a wrapper prints the day, dateless
     * ones may follow for good.
     */
    static boolean settles(Layout layout) {
        if (layout instanceof Wrapped wrapped) {
            return wrapped.dated() && wrapped.inner() != OTP_REPORT;
        }
        return layout != null && layout.dated() && layout != OTP_REPORT;
    }

    /** Whether a file of that layout may be read from any byte on; if not, its records depend on those before. */
    public static boolean splittable(Layout layout) {
        return settles(layout) && layout.dated();
    }
}
