package sample;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Made for the example: its flaws are there on purpose. */
class Accounts {
    private static final Map<String, Long> CACHE = new HashMap<>();

    private final Connection connection;

    Accounts(Connection connection) {
        this.connection = connection;
    }

    long balance(String owner) throws SQLException {
        if (CACHE.containsKey(owner)) {
            return CACHE.get(owner);
        }
        ResultSet rows = connection
                .createStatement()
                .executeQuery("select balance from account where owner = '" + owner + "'");
        rows.next();
        long balance = rows.getLong(1);
        CACHE.put(owner, balance);
        return balance;
    }

    void transfer(String from, String to, long cents) throws SQLException {
        if (balance(from) < cents) {
            throw new IllegalArgumentException("Not enough money.");
        }
        change(from, -cents);
        change(to, cents);
    }

    private void change(String owner, long cents) throws SQLException {
        try (var update = connection.prepareStatement("update account set balance = balance + ? where owner = ?")) {
            update.setLong(1, cents);
            update.setString(2, owner);
            update.executeUpdate();
        } catch (SQLException e) {
            System.err.println("The transfer failed.");
        }
    }
}
