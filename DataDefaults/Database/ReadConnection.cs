using Npgsql;
using NpgsqlTypes;

namespace MyArch.DataDefaults;

/// <summary>A connection to read with, and what it is known to see.</summary>
public sealed class ReadConnection
{
    internal ReadConnection(NpgsqlConnection connection, DatabaseRole role, NpgsqlLogSequenceNumber position)
    {
        Connection = connection;
        Role = role;
        Position = position;
    }

    /// <summary>The open connection. It goes back to its pool when the read ends.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>The server at its other end.</summary>
    public DatabaseRole Role { get; }

    /// <summary>Every transaction up to this position is seen by what is read on the connection; later ones may be. Zero when nothing is known.</summary>
    public NpgsqlLogSequenceNumber Position { get; }
}
