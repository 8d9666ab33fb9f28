package var.rmi.chat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.rmi.NotBoundException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;

/** Sends what is typed to the server and shows what the others type. The first argument is the name of the person. */
public final class ChatClient implements Listener {

    private static final String END = "exit";

    public static void main(String[] args) {
        if (args.length != 1 || args[0].isBlank()) {
            System.err.println("Give your name as the only argument, for example: Anton");
            System.exit(2);
        }
        try {
            chatAs(args[0]);
            System.exit(0);
        } catch (IOException | NotBoundException failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static void chatAs(String name) throws IOException, NotBoundException {
        // RMI writes this name into every reference that leaves the program.
        System.setProperty("java.rmi.server.hostname", Conf.OWN_HOST);

        Registry registry = LocateRegistry.getRegistry(Conf.SERVER_HOST, Conf.REGISTRY_PORT);
        Chat chat = (Chat) registry.lookup(Conf.CHAT_NAME);
        ChatClient listener = new ChatClient();
        chat.join(name, (Listener) UnicastRemoteObject.exportObject(listener, 0));

        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = keyboard.readLine();
        while (line != null && !line.equals(END)) {
            if (!line.isBlank()) {
                chat.say(name, line);
            }
            line = keyboard.readLine();
        }
        chat.leave(name);
        System.out.println("Goodbye, " + name + ".");
    }

    @Override
    public void deliver(String line) {
        System.out.println(line);
    }
}
