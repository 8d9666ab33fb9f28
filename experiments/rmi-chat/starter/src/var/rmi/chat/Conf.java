package var.rmi.chat;

/** The addresses of the chat. Every other class takes them from here. */
public final class Conf {

    /** The host on which the clients look for the registry. */
    public static final String SERVER_HOST = "localhost";

    /** The host name under which a program publishes its own remote objects: where others are to call them. */
    public static final String OWN_HOST = "localhost";

    /** The port of the registry. */
    public static final int REGISTRY_PORT = 1099;

    /** The port on which the server takes calls of its remote object. */
    public static final int CHAT_PORT = 1100;

    /** The name under which the registry knows the chat. */
    public static final String CHAT_NAME = "chat";

    private Conf() {
    }
}
