namespace RefineWorkflows.Server.Webhooks;

/// <summary>What is known of a delivery once its signature has been looked at.</summary>
/// <param name="Id">What the sender calls it; null when it is refused.</param>
/// <param name="IsIdSigned">Whether the signature covers the id, so that nobody can give a captured delivery another.</param>
/// <param name="Problem">Why it is refused, for the sender; null when it is genuine.</param>
internal sealed record Delivery(string? Id, bool IsIdSigned, string? Problem)
{
    public static Delivery Refused(string problem) => new(null, false, problem);
}
