namespace Aspire.Hosting.ApplicationModel;

/// <summary>Settings of <see cref="ResourceNotificationService"/>.</summary>
public sealed class ResourceNotificationServiceOptions
{
    /// <summary>What waiting resources do when the awaited one fails, unless they say it themselves.</summary>
    /// <value>The default value is <see cref="WaitBehavior.StopOnResourceUnavailable"/>.</value>
    public WaitBehavior DefaultWaitBehavior { get; set; } = WaitBehavior.StopOnResourceUnavailable;
}
