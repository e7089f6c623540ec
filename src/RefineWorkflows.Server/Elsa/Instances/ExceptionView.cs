using RefineWorkflows.Engine.Journal;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>What went wrong, as Elsa tells it.</summary>
internal sealed record ExceptionView(string Type, string Message, string? StackTrace, ExceptionView? InnerException)
{
    public static ExceptionView Of(Incident incident) => new(incident.ExceptionType ?? "Fault", incident.Message, incident.Details, null);
}
