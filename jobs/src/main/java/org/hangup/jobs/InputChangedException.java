package org.hangup.jobs;

import java.util.List;

/** Files of the input were rotated, cut, replaced or deleted while they were read: nothing was published. */
final class InputChangedException extends AnalysisException {
    private static final long serialVersionUID = 1;
    private static final int NAMED = 3;

    InputChangedException(List<String> files) {
        super(String.join(", ", files.subList(0, Math.min(NAMED, files.size())))
                + (files.size() > NAMED ? " and " + (files.size() - NAMED) + " more" : "")
                + " changed while the input was read (rotated, cut, replaced or deleted)");
    }
}
