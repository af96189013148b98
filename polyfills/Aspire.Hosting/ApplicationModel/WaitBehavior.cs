namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a waiting resource does when the awaited one fails or ends.</summary>
public enum WaitBehavior
{
    /// <summary>Goes on waiting: somebody may start the other one again.</summary>
    WaitOnResourceUnavailable,

    /// <summary>Fails to start, too.</summary>
    StopOnResourceUnavailable,
}
