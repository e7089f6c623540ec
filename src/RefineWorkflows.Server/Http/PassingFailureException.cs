using RefineWorkflows.Engine;

namespace RefineWorkflows.Server.Http;

/// <summary>A call failed in a way that may pass, so it is made again.</summary>
internal sealed class PassingFailureException : WorkflowException
{
    /// <summary>The longest that an answer may put off the next attempt.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private PassingFailureException(string message, TimeSpan? retryAfter)
        : base(message) => RetryAfter = retryAfter;

    private PassingFailureException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>How long the other side wants to be left alone; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; }

    public static PassingFailureException From(HttpRequestException failure) => new($"The call did not come through: {failure.Message}", failure);

    public static PassingFailureException From(HttpResponseMessage answer) => new($"The call was answered with {(int)answer.StatusCode}.", Wait(answer));

    /// <summary>What the header Retry-After asks for, as seconds or as a date by the other side's own clock; an hour at most.</summary>
    public static TimeSpan? Wait(HttpResponseMessage answer)
    {
        TimeSpan? asked = answer.Headers.RetryAfter switch
        {
            { Delta: { } seconds } => seconds,
            { Date: { } date } when answer.Headers.Date is { } now => date - now,
            _ => null,
        };
        return asked is not { } wait ? null : wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
    }
}
