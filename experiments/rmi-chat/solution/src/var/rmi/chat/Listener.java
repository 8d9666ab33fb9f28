package var.rmi.chat;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** What the server asks of a client: the call goes the other way round, from the server to the client. */
public interface Listener extends Remote {

    /** Shows a line to the person at the client. */
    void deliver(String line) throws RemoteException;
}
