using Aspire.Hosting.Tests.Processes;

// The test assembly is also a program: a host of child processes that a test can start and kill.
return await TestHost.RunAsync(args);
