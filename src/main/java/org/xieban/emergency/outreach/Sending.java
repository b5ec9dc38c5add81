package org.xieban.emergency.outreach;

/** One way out. */
interface Sending {

    /**
     * Hands a message over.
     *
     * @return whether the recipient acknowledged it in the same breath
     */
    boolean send(Delivery delivery) throws NotSent;

    /** It was not taken; why, without what it said or to whom. */
    final class NotSent extends Exception {

        private static final long serialVersionUID = 1L;

        NotSent(String why) {
            super(why);
        }
    }
}
