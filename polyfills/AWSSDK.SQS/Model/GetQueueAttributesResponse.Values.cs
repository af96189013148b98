using System.Globalization;

namespace Amazon.SQS.Model;

/// <content>The attributes by name, as numbers and times. One that was not asked for is 0 or null.</content>
public partial class GetQueueAttributesResponse
{
    /// <summary>Messages that a receive could get now. An estimate on AWS.</summary>
    public int ApproximateNumberOfMessages => Number(QueueAttributeName.ApproximateNumberOfMessages);

    /// <summary>Messages whose delay is not over.</summary>
    public int ApproximateNumberOfMessagesDelayed => Number(QueueAttributeName.ApproximateNumberOfMessagesDelayed);

    /// <summary>Messages that were received and neither deleted nor visible again.</summary>
    public int ApproximateNumberOfMessagesNotVisible => Number(QueueAttributeName.ApproximateNumberOfMessagesNotVisible);

    /// <summary>The delay of new messages in seconds.</summary>
    public int DelaySeconds => Number(QueueAttributeName.DelaySeconds);

    /// <summary>The largest message in bytes.</summary>
    public int MaximumMessageSize => Number(QueueAttributeName.MaximumMessageSize);

    /// <summary>How long messages are kept, in seconds.</summary>
    public int MessageRetentionPeriod => Number(QueueAttributeName.MessageRetentionPeriod);

    /// <summary>The queue's Amazon resource name.</summary>
    public string QueueARN => Text(QueueAttributeName.QueueArn);

    /// <summary>How long a received message is hidden, in seconds.</summary>
    public int VisibilityTimeout => Number(QueueAttributeName.VisibilityTimeout);

    private int Number(QueueAttributeName name) => int.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : 0;

    private string Text(QueueAttributeName name) => Attributes?.GetValueOrDefault(name);
}
