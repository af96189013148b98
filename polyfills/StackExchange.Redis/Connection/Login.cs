using StackExchange.Redis.Protocol;

namespace StackExchange.Redis.Connection;

/// <summary>What every new connection says first: who it is, its name and its database; then it asks whether the server can serve.</summary>
internal sealed class Login(ConfigurationOptions options, string clientName)
{
    /// <exception cref="RedisConnectionException">The server refuses, or still loads its data.</exception>
    public async Task RunAsync(ServerConnection connection, CancellationToken cancellationToken)
    {
        var authenticated = Authenticate(connection);
        SendName(connection);
        var selected = options.DefaultDatabase is > 0 and var database
            ? Ask(connection, RequestBuffer.Start("SELECT", 1).Number(database))
            : Task.FromResult(true);
        var served = Ask(connection, RequestBuffer.Start("PING", 0));

        // All are on their way; each is looked at, the first refusal is the one that is told.
        await RequireAsync(authenticated, ConnectionFailureType.AuthenticationFailure, cancellationToken);
        await RequireAsync(selected, ConnectionFailureType.UnableToConnect, cancellationToken);
        try
        {
            await served.WaitAsync(cancellationToken);
        }
        catch (RedisServerException failure)
        {
            // Any other refusal (a user who may not PING) is a sign of life too.
            var type = failure.Message.StartsWith("LOADING", StringComparison.Ordinal) ? ConnectionFailureType.Loading
                : failure.Message.StartsWith("NOAUTH", StringComparison.Ordinal) ? ConnectionFailureType.AuthenticationFailure
                : ConnectionFailureType.None;
            if (type != ConnectionFailureType.None)
            {
                throw new RedisConnectionException(type, failure.Message, failure);
            }
        }
    }

    private static async Task RequireAsync(Task answer, ConnectionFailureType type, CancellationToken cancellationToken)
    {
        try
        {
            await answer.WaitAsync(cancellationToken);
        }
        catch (RedisServerException failure)
        {
            throw new RedisConnectionException(type, failure.Message, failure);
        }
    }

    private static Task<bool> Ask(ServerConnection connection, RequestBuffer request)
    {
        var command = new PendingCommand<bool>(request.Command, Replies.Alive);
        command.MayGoUnobserved();
        if (connection.TrySend(command, request.Written) != SendOutcome.Accepted)
        {
            command.Fail(new RedisConnectionException(ConnectionFailureType.SocketClosed, "The connection ended during the login."));
        }

        return command.Task;
    }

    private Task<bool> Authenticate(ServerConnection connection) => (options.User, options.Password) switch
    {
        (null or "", null or "") => Task.FromResult(true),
        (null or "", var password) => Ask(connection, RequestBuffer.Start("AUTH", 1).Text(password)),
        var (user, password) => Ask(connection, RequestBuffer.Start("AUTH", 2).Text(user).Text(password ?? "")),
    };

    /// <summary>A name helps whoever looks at the server's list of clients; that it may be refused does not matter.</summary>
    private void SendName(ServerConnection connection)
    {
        var request = RequestBuffer.Start("CLIENT", 2).Text("SETNAME").Text(string.Concat(clientName.Select(static c => c is > ' ' and <= '~' ? c : '-')));
        connection.TrySend(new ForgottenCommand(request.Command), request.Written);
    }
}
