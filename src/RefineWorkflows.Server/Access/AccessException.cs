namespace RefineWorkflows.Server.Access;

/// <summary>The server does not start, because everybody could use it.</summary>
internal sealed class AccessException(string message) : Exception(message);
