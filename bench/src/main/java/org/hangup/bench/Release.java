package org.hangup.bench;

/** An ejabberd release, as far as its log differs: the layout of the files, and what its messages say. */
enum Release {
    /** Writes by lager: milliseconds, no offset, no arity behind the function. */
    LAGER("18.12", 1000),
    /** Writes by OTP's logger: microseconds and an offset. */
    OTP("23.01-1", 1);

    final String version;
    /** Microseconds of the smallest step of its printed times. */
    final long precision;

    Release(String version, long precision) {
        this.version = version;
        this.precision = precision;
    }

    /** A process and its place in the source, as this release prints it. */
    String place(int pid, String module, String function, int arity, int line) {
        String name = "<0." + pid + ".0>@" + module + ":" + function;
        return (this == LAGER ? name : name + "/" + arity) + ":" + line + " ";
    }
}
