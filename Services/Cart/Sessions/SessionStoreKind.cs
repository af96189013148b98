namespace MyArch.Cart.Sessions;

/// <summary>The places where a session can be kept.</summary>
internal enum SessionStoreKind
{
    /// <summary>In Redis, for all instances.</summary>
    Redis,

    /// <summary>In the memory of the instance that answered: lost when another one answers, and when it ends.</summary>
    Memory,

    /// <summary>In the visitor's own cookie, sealed: every instance can read it, nobody can take it back, and 4 KB is all.</summary>
    Cookie,

    /// <summary>In a DynamoDB table, for all instances.</summary>
    DynamoDb,
}
