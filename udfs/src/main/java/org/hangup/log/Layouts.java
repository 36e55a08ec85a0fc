package org.hangup.log;

import java.util.List;

/**
 * All layouts, and which of them may stand in one file.
 *
 * <p>The file's first header decides. Behind a dated one all dated layouts are headers (an upgrade changes the layout in
 * the middle of a file; a time with its day is hard to meet by chance), while a line of a dateless layout, which any
 * message body may hold, belongs to the record before. Behind a dateless one (a console's capture) dateless and dated
 * ones are headers until the first dated one; such a file is read from its start. A crash.log holds nothing but its own.
 */
public final class Layouts {
    /** A layout that prints no day. */
    private static final List<Layout> DATELESS = List.of(new LagerConsole());

    private static final List<Layout> DATED =
            List.of(new OtpFile(), new LagerFile(), new OtpConsole(), new ElixirConsole(), new Report());
    private static final List<Layout> CRASH = List.of(new LagerCrash());
    private static final List<Layout> ALL = List.of(
            DATED.get(0), DATED.get(1), DATED.get(2), DATED.get(3), DATED.get(4), DATELESS.get(0), CRASH.get(0));
    private static final List<Layout> CONSOLES =
            List.of(DATELESS.get(0), DATED.get(2), DATED.get(3), DATED.get(0), DATED.get(1), DATED.get(4));

    private Layouts() {}

    /** Every layout, in the order in which they are tried. */
    public static List<Layout> all() {
        return ALL;
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
        List<Layout> beside;
        if (layout == null) {
            beside = ALL;
        } else if (layout.name().equals(LagerCrash.NAME)) {
            beside = CRASH;
        } else {
            beside = layout.dated() ? DATED : CONSOLES;
        }
        return beside.toArray(new Layout[0]);
    }
}
